package io.holdfast.metadata.account;

import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The devices of accounts. A device is one log-in: when it is revoked, none of its tokens is good any more. Safe for many threads. */
public final class Devices {
    private static final String LIST = """
            SELECT d.id, d.account_id, d.name, d.type, d.created_at, d.last_sync_at
              FROM device d
             WHERE d.account_id = :account AND d.revoked_at IS NULL
               AND (d.created_at, d.id) < (:before, :id)
               AND EXISTS (SELECT FROM token t WHERE t.device_id = d.id AND t.kind = 'R' AND t.expires_at > :now)
             ORDER BY d.created_at DESC, d.id DESC LIMIT :limit""";

    private final JdbcClient jdbc;

    public Devices(Database database) {
        this.jdbc = database.client();
    }

    /**
     * The devices of an account that can still log themselves in, the newest log-in first.
     *
     * @param after where the page before ended
     */
    public List<ListedDevice> list(UUID accountId, Optional<DeviceKey> after, int limit, Instant now) {
        DeviceKey key = after.orElse(DeviceKey.FIRST);
        return jdbc.sql(LIST)
                .param("account", accountId)
                .param("before", Sql.time(key.createdAt()))
                .param("id", key.id())
                .param("now", Sql.time(now))
                .param("limit", limit)
                .query((row, n) -> new ListedDevice(
                        new Device(
                                Sql.uuid(row, "id"),
                                Sql.uuid(row, "account_id"),
                                row.getString("name"),
                                row.getString("type")),
                        Sql.instant(row, "created_at"),
                        Sql.optionalInstant(row, "last_sync_at")))
                .list();
    }

    /**
     * Ends the device's log-in: from the next request on none of its tokens is good. Safe to repeat.
     *
     * @return whether the account has such a device, revoked before or not
     */
    public boolean revoke(UUID accountId, UUID deviceId, Instant now) {
        return jdbc.sql("UPDATE device SET revoked_at = coalesce(revoked_at, ?) WHERE id = ? AND account_id = ?")
                        .params(Sql.time(now), deviceId, accountId)
                        .update()
                == 1;
    }

    /** Which of these devices were revoked or never were there: whoever pushes to devices asks this every second or so. */
    public Set<UUID> ended(Collection<UUID> deviceIds) {
        Set<UUID> ended = new HashSet<>(deviceIds);
        jdbc.sql("SELECT id FROM device WHERE id = ANY (?) AND revoked_at IS NULL")
                .param(Sql.uuids(deviceIds))
                .query(UUID.class)
                .list()
                .forEach(ended::remove);
        return ended;
    }

    /** What its user calls the device. */
    Optional<String> name(UUID deviceId) {
        return jdbc.sql("SELECT name FROM device WHERE id = ?")
                .param(deviceId)
                .query(String.class)
                .optional();
    }

    void add(Device device, Instant now) {
        jdbc.sql("INSERT INTO device (id, account_id, name, type, created_at) VALUES (?, ?, ?, ?, ?)")
                .params(device.id(), device.accountId(), device.name(), device.type(), Sql.time(now))
                .update();
    }

    /** Takes the lock of the device until the transaction ends. */
    boolean lock(UUID deviceId) {
        return jdbc.sql("SELECT true FROM device WHERE id = ? FOR UPDATE")
                .param(deviceId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }
}
