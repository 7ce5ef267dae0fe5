package io.holdfast.metadata.account;

import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Log-ins and their tokens. Every time is passed in. Safe for many threads. */
public final class Sessions {
    private static final String INSERT_TOKEN =
            "INSERT INTO token (token_hash, kind, family, account_id, device_id, expires_at) VALUES (?, ?, ?, ?, ?, ?)";

    private final JdbcClient jdbc;
    private final Transactions transactions;

    public Sessions(Database database) {
        this.jdbc = database.client();
        this.transactions = database.transactions();
    }

    /** Adds the device and the first tokens of a new family. */
    public void open(Session session, Device device, TokenPair tokens, Instant now) {
        transactions.run("log in", () -> {
            jdbc.sql("INSERT INTO device (id, account_id, name, type, created_at) VALUES (?, ?, ?, ?, ?)")
                    .params(device.id(), device.accountId(), device.name(), device.type(), utc(now))
                    .update();
            insert(session, tokens);
        });
    }

    /** Whom this access token speaks for, unless it is unknown, expired or revoked, or its device is. */
    public Optional<Session> byAccessToken(TokenHash token, Instant now) {
        return jdbc.sql("""
                        SELECT t.family, t.account_id, t.device_id
                          FROM token t JOIN device d ON d.id = t.device_id
                         WHERE t.token_hash = ? AND t.kind = 'A' AND t.expires_at > ?
                           AND t.revoked_at IS NULL AND d.revoked_at IS NULL""")
                .params(token.bytes(), utc(now))
                .query(Sessions::session)
                .optional();
    }

    /**
     * Trades a refresh token for a new pair. A token that was traded before may be in a thief's hands as well as in its owner's:
     * the whole family is revoked and nobody gets a new pair.
     *
     * @return empty if the token is unknown, expired, revoked or used
     */
    public Optional<Session> rotate(TokenHash refresh, TokenPair next, Instant now) {
        return transactions.call("refresh a log-in", () -> rotateLocked(refresh, next, now));
    }

    private Optional<Session> rotateLocked(TokenHash refresh, TokenPair next, Instant now) {
        Optional<Refresh> found = jdbc.sql("""
                        SELECT t.family, t.account_id, t.device_id, t.rotated_at IS NOT NULL AS used,
                               t.expires_at <= ? OR t.revoked_at IS NOT NULL OR d.revoked_at IS NOT NULL AS closed
                          FROM token t JOIN device d ON d.id = t.device_id
                         WHERE t.token_hash = ? AND t.kind = 'R' FOR UPDATE OF t""")
                .params(utc(now), refresh.bytes())
                .query((row, n) -> new Refresh(session(row, n), row.getBoolean("used"), row.getBoolean("closed")))
                .optional();
        if (found.isEmpty() || found.get().closed()) {
            return Optional.empty();
        }
        Session session = found.get().session();
        if (found.get().used()) {
            revoke(session.family(), now);
            return Optional.empty();
        }
        jdbc.sql("UPDATE token SET rotated_at = ? WHERE token_hash = ?")
                .params(utc(now), refresh.bytes())
                .update();
        insert(session, next);
        return Optional.of(session);
    }

    /** What its user calls the device. */
    public Optional<String> deviceName(UUID deviceId) {
        return jdbc.sql("SELECT name FROM device WHERE id = ?")
                .param(deviceId)
                .query(String.class)
                .optional();
    }

    /** The family of a refresh token, whatever its state. */
    public Optional<UUID> familyOf(TokenHash refresh) {
        return jdbc.sql("SELECT family FROM token WHERE token_hash = ?")
                .param(refresh.bytes())
                .query(UUID.class)
                .optional();
    }

    /** Ends the log-in: none of its tokens is good any more. Safe to repeat. */
    public void revoke(UUID family, Instant now) {
        jdbc.sql("UPDATE token SET revoked_at = ? WHERE family = ? AND revoked_at IS NULL")
                .params(utc(now), family)
                .update();
    }

    /**
     * Forgets tokens that expired before the given time; keep it well behind the present, so that re-use of an old refresh token
     * is still seen.
     */
    public int forgetExpired(Instant before) {
        return jdbc.sql("DELETE FROM token WHERE expires_at < ?")
                .param(utc(before))
                .update();
    }

    private void insert(Session session, TokenPair tokens) {
        insertToken(session, 'A', tokens.access(), tokens.accessExpiresAt());
        insertToken(session, 'R', tokens.refresh(), tokens.refreshExpiresAt());
    }

    private void insertToken(Session session, char kind, TokenHash token, Instant expiresAt) {
        jdbc.sql(INSERT_TOKEN)
                .params(token.bytes(), String.valueOf(kind), session.family())
                .params(session.accountId(), session.deviceId(), utc(expiresAt))
                .update();
    }

    private static Session session(ResultSet row, int n) throws SQLException {
        return new Session(
                row.getObject("family", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getObject("device_id", UUID.class));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private record Refresh(Session session, boolean used, boolean closed) {}
}
