package io.holdfast.metadata.journal;

import io.holdfast.metadata.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to be the one relay, held by an open connection: PostgreSQL gives it to another as soon as the connection is gone.
 * Two relays would only publish twice, which consumers undo; the lock keeps that rare.
 */
public final class RelayLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RelayLock.class);
    /** "holdrely" in ASCII. */
    private static final long KEY = 0x686f_6c64_7265_6c79L;

    private final Connection connection;

    private RelayLock(Connection connection) {
        this.connection = connection;
    }

    /** Empty if another process has it, or PostgreSQL cannot be reached. */
    public static Optional<RelayLock> tryAcquire(Database database) {
        try {
            Connection connection = database.dataSource().getConnection();
            if (ask(connection, "SELECT pg_try_advisory_lock(?)")) {
                return Optional.of(new RelayLock(connection));
            }
            connection.close();
        } catch (SQLException e) {
            LOG.debug("no relay lock", e);
        }
        return Optional.empty();
    }

    /** Whether it is still ours. */
    public boolean isHeld() {
        try {
            return connection.isValid(2);
        } catch (SQLException e) {
            LOG.debug("relay lock lost", e);
            return false;
        }
    }

    @Override
    public void close() {
        try (connection) {
            ask(connection, "SELECT pg_advisory_unlock(?)");
        } catch (SQLException e) {
            LOG.debug("the relay lock went with its connection", e);
        }
    }

    private static boolean ask(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, KEY);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
