package io.holdfast.metadata.account;

import io.holdfast.metadata.account.RefreshRule.Refresh;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import io.holdfast.metadata.database.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Log-ins and their tokens. Every time is passed in. Whoever changes a log-in holds the lock of its device. Safe for many threads. */
public final class Sessions {
    private static final String INSERT_TOKEN =
            "INSERT INTO token (token_hash, kind, family, account_id, device_id, expires_at, step) VALUES (?, ?, ?, ?, ?, ?, ?)";

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Devices devices;

    public Sessions(Database database) {
        this.jdbc = database.client();
        this.transactions = database.transactions();
        this.devices = new Devices(database);
    }

    /** Adds the device and the first tokens of a new family. */
    public void open(Session session, Device device, TokenPair tokens, Instant now) {
        transactions.run("log in", () -> {
            devices.add(device, now);
            insert(session, tokens, 0);
        });
    }

    /** Whom this access token speaks for, unless it is unknown, expired or replaced, or its log-in has ended. */
    public Optional<Session> byAccessToken(TokenHash token, Instant now) {
        return jdbc.sql("""
                        SELECT t.family, t.account_id, t.device_id
                          FROM token t JOIN device d ON d.id = t.device_id
                         WHERE t.token_hash = ? AND t.kind = 'A' AND t.expires_at > ?
                           AND t.revoked_at IS NULL AND d.revoked_at IS NULL""")
                .params(token.bytes(), Sql.time(now))
                .query(Sessions::session)
                .optional();
    }

    /**
     * Trades a refresh token for a new pair. A token that was traded before may be in a thief's hands as well as in its owner's:
     * the log-in ends and nobody gets a new pair. The one exception is a token whose answer was lost a moment ago; the pair of
     * that answer is void then, so whoever else has it is found out when they use it.
     */
    public Rotation rotate(TokenHash refresh, TokenPair next, Instant now) {
        return transactions.call("refresh a log-in", () -> {
            if (!lockDevice(refresh)) {
                return new Rotation.Refused();
            }
            Refresh token = read(refresh);
            Session session = token.session();
            return switch (RefreshRule.judge(token, now)) {
                case REFUSE -> new Rotation.Refused();
                case REUSED -> {
                    devices.revoke(session.accountId(), session.deviceId(), now);
                    yield new Rotation.Reused(session);
                }
                case REPLACE -> {
                    voidUnused(session.family(), now);
                    yield handOut(token, next);
                }
                case ROTATE -> {
                    jdbc.sql("UPDATE token SET rotated_at = ? WHERE token_hash = ?")
                            .params(Sql.time(now), refresh.bytes())
                            .update();
                    yield handOut(token, next);
                }
            };
        });
    }

    /**
     * Ends the log-in that a refresh token belongs to, whatever the token's own state: none of its tokens is good any more.
     *
     * @return the log-in, if it was not over before
     */
    public Optional<Session> end(TokenHash refresh, Instant now) {
        return transactions.call("log out", () -> {
            if (!lockDevice(refresh)) {
                return Optional.empty();
            }
            Refresh token = read(refresh);
            devices.revoke(token.session().accountId(), token.session().deviceId(), now);
            return token.ended() ? Optional.empty() : Optional.of(token.session());
        });
    }

    /** What its user calls the device. */
    public Optional<String> deviceName(UUID deviceId) {
        return devices.name(deviceId);
    }

    /**
     * Forgets tokens that expired before the given time; keep it well behind the present, so that re-use of an old refresh token
     * is still seen.
     */
    public int forgetExpired(Instant before) {
        return jdbc.sql("DELETE FROM token WHERE expires_at < ?")
                .param(Sql.time(before))
                .update();
    }

    /** The lock of a log-in is that of its device; what a token is good for is read after it. */
    private boolean lockDevice(TokenHash refresh) {
        return jdbc.sql("SELECT device_id FROM token WHERE token_hash = ? AND kind = 'R'")
                .param(refresh.bytes())
                .query(UUID.class)
                .optional()
                .map(devices::lock)
                .orElse(false);
    }

    private Refresh read(TokenHash refresh) {
        return jdbc.sql("""
                        SELECT t.family, t.account_id, t.device_id, t.step, t.expires_at, t.rotated_at,
                               t.revoked_at IS NOT NULL AS replaced, d.revoked_at IS NOT NULL AS ended,
                               t.rotated_at IS NOT NULL AND EXISTS (
                                   SELECT FROM token s
                                    WHERE s.family = t.family AND s.kind = 'R' AND s.step > t.step
                                      AND s.rotated_at IS NOT NULL) AS successor_used
                          FROM token t JOIN device d ON d.id = t.device_id
                         WHERE t.token_hash = ?""")
                .param(refresh.bytes())
                .query((row, n) -> new Refresh(
                        session(row, n),
                        row.getLong("step"),
                        Sql.instant(row, "expires_at"),
                        Sql.optionalInstant(row, "rotated_at"),
                        row.getBoolean("replaced"),
                        row.getBoolean("successor_used"),
                        row.getBoolean("ended")))
                .single();
    }

    private void voidUnused(UUID family, Instant now) {
        jdbc.sql("UPDATE token SET revoked_at = ? WHERE family = ? AND rotated_at IS NULL AND revoked_at IS NULL")
                .params(Sql.time(now), family)
                .update();
    }

    private Rotation handOut(Refresh token, TokenPair next) {
        insert(token.session(), next, token.step() + 1);
        return new Rotation.Rotated(token.session());
    }

    private void insert(Session session, TokenPair tokens, long step) {
        insertToken(session, 'A', tokens.access(), tokens.accessExpiresAt(), step);
        insertToken(session, 'R', tokens.refresh(), tokens.refreshExpiresAt(), step);
    }

    private void insertToken(Session session, char kind, TokenHash token, Instant expiresAt, long step) {
        jdbc.sql(INSERT_TOKEN)
                .params(token.bytes(), String.valueOf(kind), session.family())
                .params(session.accountId(), session.deviceId(), Sql.time(expiresAt), step)
                .update();
    }

    private static Session session(ResultSet row, int n) throws SQLException {
        return new Session(Sql.uuid(row, "family"), Sql.uuid(row, "account_id"), Sql.uuid(row, "device_id"));
    }
}
