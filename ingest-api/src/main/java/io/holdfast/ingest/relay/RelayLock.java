package io.holdfast.ingest.relay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** The right to be the relay, held as long as the connection lives. PostgreSQL gives it to the next one when this process dies. */
final class RelayLock implements AutoCloseable {
    /** "relay" in ASCII. */
    private static final long KEY = 0x72656c6179L;

    private final Connection connection;

    private RelayLock(Connection connection) {
        this.connection = connection;
    }

    /** Empty if another process is the relay. */
    static Optional<RelayLock> tryTake(DataSource database) throws SQLException {
        Connection connection = database.getConnection();
        if (ask(connection, "SELECT pg_try_advisory_lock(?)")) {
            return Optional.of(new RelayLock(connection));
        }
        connection.close();
        return Optional.empty();
    }

    /** For reading the journal; broken as soon as the lock is lost. */
    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            ask(connection, "SELECT pg_advisory_unlock(?)");
        }
    }

    private static boolean ask(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, KEY);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
