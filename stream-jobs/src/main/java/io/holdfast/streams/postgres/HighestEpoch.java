package io.holdfast.streams.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The highest count epoch among the rows of a table, 0 if it is empty: what a count without state must exceed. */
public final class HighestEpoch {
    private HighestEpoch() {}

    public static long ofBlockHints(Database database) throws SQLException {
        return read(database, "SELECT coalesce(max(count_epoch), 0) FROM block_hint");
    }

    public static long ofLiveMetrics(Database database) throws SQLException {
        return read(database, "SELECT coalesce(max(count_epoch), 0) FROM live_metric");
    }

    private static long read(Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
