package io.holdfast.metadata.audit;

import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import io.holdfast.metadata.namespace.Actor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The records of what was done that bears on security. Safe for many threads. */
public final class Audit {
    private final JdbcClient jdbc;
    private final Ambient ambient;

    public Audit(Database database, Ambient ambient) {
        this.jdbc = database.client();
        this.ambient = ambient;
    }

    /** Adds a record, in the transaction that the thread is in: with the act, or not at all. */
    public void add(AuditRecord record) {
        jdbc.sql("""
                        INSERT INTO audit (at, act, outcome, account_id, device_id, object, detail, address, user_agent)
                        VALUES (:at, :act, :outcome, :account, :device, :object, :detail, cast(:address AS inet), :agent)""")
                .param("at", Sql.time(ambient.now()))
                .param("act", record.act().word())
                .param("outcome", record.outcome().word())
                .param("account", record.actor().map(Actor::accountId).orElse(null))
                .param("device", record.actor().flatMap(Actor::deviceId).orElse(null))
                .param("object", record.object())
                .param("detail", record.detail())
                .param(
                        "address",
                        record.address().map(InetAddress::getHostAddress).orElse(null))
                .param("agent", record.userAgent())
                .update();
    }

    /** The records of an account, the newest first, from before the given id. */
    public List<ListedRecord> list(UUID accountId, long beforeId, int limit) {
        return jdbc.sql("""
                        SELECT id, at, act, outcome, account_id, device_id, object, detail, host(address) AS address, user_agent
                          FROM audit WHERE account_id = ? AND id < ? ORDER BY id DESC LIMIT ?""")
                .params(accountId, beforeId, limit)
                .query(Audit::read)
                .list();
    }

    /** The detail of the last record of the settings; empty if there is none. */
    public Optional<String> lastSettings() {
        return jdbc.sql("SELECT detail FROM audit WHERE act = 'settings' ORDER BY id DESC LIMIT 1")
                .query(String.class)
                .optional();
    }

    /**
     * Deletes up to {@code limit} records from before the given time, the oldest first.
     *
     * @return how many it deleted
     */
    public int forget(Instant before, int limit) {
        return jdbc.sql("DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < ? ORDER BY at LIMIT ?)")
                .params(Sql.time(before), limit)
                .update();
    }

    private static ListedRecord read(ResultSet row, int n) throws SQLException {
        Optional<UUID> device = Sql.optionalUuid(row, "device_id");
        Optional<Actor> actor = Sql.optionalUuid(row, "account_id").map(account -> new Actor(account, device));
        return new ListedRecord(
                row.getLong("id"),
                Sql.instant(row, "at"),
                new AuditRecord(
                        AuditAct.parse(row.getString("act")),
                        AuditOutcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                        actor,
                        row.getString("object"),
                        row.getString("detail"),
                        address(row.getString("address")),
                        row.getString("user_agent")));
    }

    private static Optional<InetAddress> address(@Nullable String literal) {
        try {
            return literal == null ? Optional.empty() : Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("PostgreSQL has an address that is none: " + literal, e);
        }
    }
}
