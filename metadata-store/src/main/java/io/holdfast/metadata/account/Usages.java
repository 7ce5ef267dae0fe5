package io.holdfast.metadata.account;

import io.holdfast.metadata.database.Database;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a namespace holds. It is counted as it changes, so asking costs one row, however long the history. Safe for many threads. */
public final class Usages {
    private static final String SQL = """
            SELECT quota_bytes, current_bytes, version_bytes, trash_bytes, unique_bytes, file_count, version_count
              FROM namespace WHERE id = ?""";

    private final JdbcClient jdbc;

    public Usages(Database database) {
        this.jdbc = database.client();
    }

    public Usage of(UUID namespaceId) {
        return jdbc.sql(SQL)
                .param(namespaceId)
                .query((row, n) -> new Usage(
                        row.getLong("quota_bytes"),
                        row.getLong("current_bytes"),
                        row.getLong("version_bytes"),
                        row.getLong("trash_bytes"),
                        row.getLong("unique_bytes"),
                        row.getLong("file_count"),
                        row.getLong("version_count")))
                .single();
    }
}
