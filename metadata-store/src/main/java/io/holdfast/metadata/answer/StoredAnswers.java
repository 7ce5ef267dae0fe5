package io.holdfast.metadata.answer;

import io.holdfast.core.block.BlockId;
import io.holdfast.metadata.answer.Claim.Answered;
import io.holdfast.metadata.answer.Claim.Busy;
import io.holdfast.metadata.answer.Claim.Granted;
import io.holdfast.metadata.answer.Claim.OtherRequest;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keys that clients give to their writes, who works on them, and what was answered. Thread safe. */
public final class StoredAnswers {
    /** An answer is kept so long; then the key is free for anything. */
    public static final Duration LIFETIME = Duration.ofHours(24);
    /** Without a renewal a claim ends after this: nobody works on it any more. */
    public static final Duration CLAIM = Duration.ofMinutes(1);

    private final Database database;
    private final Ambient ambient;

    public StoredAnswers(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
    }

    /**
     * Asks for the right to carry a request out.
     *
     * @param request names what makes two requests the same
     * @param holder whoever asks; another one each time, so that nothing done late for one claim touches the next
     */
    public Claim claim(AnswerKey key, BlockId request, UUID holder) {
        if (take(key, request, holder)) {
            return new Granted(holder);
        }
        return find(key).map(row -> row.seenBy(request)).orElseGet(Busy::new);
    }

    /**
     * Keeps the answer of a request that the holder was granted.
     *
     * @param body names what was sent, if the request as it was claimed does not
     */
    public void keep(AnswerKey key, UUID holder, StoredAnswer answer, Optional<BlockId> body) {
        database.client()
                .sql("""
                        UPDATE stored_answer SET request_hash = request_hash || ?, status = ?, content_type = ?, body = ?,
                               holder = NULL
                         WHERE account_id = ? AND key = ? AND holder = ? AND status IS NULL
                        """)
                .param(body.map(BlockId::bytes).orElseGet(() -> new byte[0]))
                .param(answer.status())
                .param(answer.contentType())
                .param(answer.body())
                .param(key.accountId())
                .param(key.key())
                .param(holder)
                .update();
    }

    /** Lets go of a key whose request has come to nothing, so that it can be tried again. */
    public void release(AnswerKey key, UUID holder) {
        database.client()
                .sql("DELETE FROM stored_answer WHERE account_id = ? AND key = ? AND holder = ? AND status IS NULL")
                .params(key.accountId(), key.key(), holder)
                .update();
    }

    /** These claims are still worked on. None is carried past the lifetime of an answer. */
    public void renew(Map<UUID, AnswerKey> byHolder) {
        List<Map.Entry<UUID, AnswerKey>> claims = List.copyOf(byHolder.entrySet());
        Instant now = ambient.now();
        database.client()
                .sql("""
                        UPDATE stored_answer a SET claimed_until = LEAST(?, a.created_at + ? * interval '1 second')
                          FROM unnest(?, ?, ?) m (account_id, key, holder)
                         WHERE a.account_id = m.account_id AND a.key = m.key AND a.holder = m.holder AND a.status IS NULL
                        """)
                .param(Sql.time(now.plus(CLAIM)))
                .param(LIFETIME.toSeconds())
                .param(Sql.uuids(claims.stream()
                        .map(claim -> claim.getValue().accountId())
                        .toList()))
                .param(Sql.texts(
                        claims.stream().map(claim -> claim.getValue().key()).toList()))
                .param(Sql.uuids(claims.stream().map(Map.Entry::getKey).toList()))
                .update();
    }

    /** Removes up to {@code limit} answers whose lifetime is over; returns how many. */
    public int forget(int limit) {
        return database.client()
                .sql("""
                        DELETE FROM stored_answer WHERE (account_id, key) IN (
                            SELECT account_id, key FROM stored_answer WHERE created_at < ? LIMIT ? FOR UPDATE SKIP LOCKED)
                        """)
                .param(Sql.time(ambient.now().minus(LIFETIME)))
                .param(limit)
                .update();
    }

    /** A free key, one whose lifetime is over, or one whose holder has died with the same request. */
    private boolean take(AnswerKey key, BlockId request, UUID holder) {
        Instant now = ambient.now();
        return database.client()
                        .sql("""
                                INSERT INTO stored_answer AS a (account_id, key, request_hash, holder, claimed_until, created_at)
                                VALUES (?, ?, ?, ?, ?, ?)
                                ON CONFLICT (account_id, key) DO UPDATE
                                   SET request_hash = EXCLUDED.request_hash, holder = EXCLUDED.holder,
                                       claimed_until = EXCLUDED.claimed_until, created_at = EXCLUDED.created_at,
                                       status = NULL, content_type = NULL, body = NULL
                                 WHERE (a.status IS NOT NULL AND a.created_at < ?)
                                    OR (a.status IS NULL AND a.claimed_until < ?
                                        AND (a.request_hash = EXCLUDED.request_hash OR a.created_at < ?))
                                """)
                        .param(key.accountId())
                        .param(key.key())
                        .param(request.bytes())
                        .param(holder)
                        .param(Sql.time(now.plus(CLAIM)))
                        .param(Sql.time(now))
                        .param(Sql.time(now.minus(LIFETIME)))
                        .param(Sql.time(now))
                        .param(Sql.time(now.minus(LIFETIME)))
                        .update()
                == 1;
    }

    private Optional<Row> find(AnswerKey key) {
        return database.client()
                .sql(
                        "SELECT request_hash, status, content_type, body FROM stored_answer WHERE account_id = ? AND key = ?")
                .params(key.accountId(), key.key())
                .query((row, n) -> read(row))
                .optional();
    }

    private static Row read(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        ByteBuffer hashes = ByteBuffer.wrap(row.getBytes("request_hash"));
        BlockId request = BlockId.read(hashes);
        Optional<BlockId> body = hashes.hasRemaining() ? Optional.of(BlockId.read(hashes)) : Optional.empty();
        return status == 0
                ? new Row(request, Optional.empty())
                : new Row(
                        request,
                        Optional.of(new Answered(
                                new StoredAnswer(status, row.getString("content_type"), row.getBytes("body")), body)));
    }

    private record Row(BlockId request, Optional<Answered> answer) {
        Claim seenBy(BlockId other) {
            if (!request.equals(other)) {
                return new OtherRequest();
            }
            return answer.<Claim>map(given -> given).orElseGet(Busy::new);
        }
    }
}
