package io.holdfast.metadata.account;

import io.holdfast.metadata.database.Database;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds up what a namespace holds. Safe for many threads. */
public final class Usages {
    private static final String SQL = """
            SELECT n.quota_bytes, n.current_bytes, n.version_bytes, n.trash_bytes,
                   (SELECT coalesce(sum(b.size), 0) FROM namespace_block nb JOIN block b ON b.domain = 0 AND b.hash = nb.hash
                     WHERE nb.namespace_id = n.id) AS unique_bytes,
                   (SELECT count(*) FROM entry e
                     WHERE e.namespace_id = n.id AND e.type = 'F' AND e.purged_at IS NULL) AS files,
                   (SELECT count(*) FROM version v WHERE v.namespace_id = n.id AND v.purged_at IS NULL) AS versions
              FROM namespace n WHERE n.id = ?""";

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
                        row.getLong("files"),
                        row.getLong("versions")))
                .single();
    }
}
