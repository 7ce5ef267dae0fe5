package io.holdfast.gc.lake;

import io.holdfast.core.manifest.BlockRef;
import io.holdfast.lakehouse.event.VersionEvent;
import io.holdfast.lakehouse.postgres.JournalReader;
import io.holdfast.lakehouse.table.LakeCatalog;
import io.holdfast.lakehouse.table.LakeTable;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.gc.DeletionLog;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;

/** Does for tests what the stream does in an installation: appends the journal's reference changes to {@code log.manifests}. */
public final class LogWriter implements AutoCloseable {
    private static final Types.StructType BLOCK = LakeTable.MANIFESTS
            .schema()
            .findType("blocks")
            .asListType()
            .elementType()
            .asStructType();

    private final LakeTables lake;
    private final Database database;
    private final Map<UUID, Long> written = new HashMap<>();

    public LogWriter(LakeCatalog catalog, Database database) {
        this.lake = new LakeTables(catalog);
        this.database = database;
    }

    public LakeTables lake() {
        return lake;
    }

    /** Appends what the journal holds and the log does not, in one commit. */
    public void catchUp() throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection()) {
            for (Map.Entry<UUID, Long> head :
                    new DeletionLog(database).refHeads().entrySet()) {
                long after = written.getOrDefault(head.getKey(), 0L);
                JournalReader.versions(connection, head.getKey(), after, head.getValue(), Integer.MAX_VALUE)
                        .forEach(event -> rows.add(row(event)));
                written.put(head.getKey(), head.getValue());
            }
        }
        if (!rows.isEmpty()) {
            new Appender(lake).append(LakeTable.MANIFESTS, rows, Map.of());
        }
    }

    private static Map<String, Object> row(VersionEvent event) {
        Map<String, Object> row = new HashMap<>();
        row.put("kind", event.kind().name().toLowerCase(Locale.ROOT));
        row.put("namespace_id", event.namespace().toString());
        row.put("seq", event.seq());
        row.put("ref_seq", event.refSeq());
        row.put("file_id", event.fileId().toString());
        row.put("version_id", event.versionId().toString());
        row.put("version", event.version());
        row.put("owner_id", event.owner().toString());
        row.put("path", event.path());
        row.put("mime_type", event.mimeType());
        row.put("size", event.sizeBytes());
        row.put("content_hash", ByteBuffer.wrap(event.contentHash().bytes()));
        row.put(
                "blocks",
                event.manifest().blocks().stream().map(LogWriter::block).toList());
        row.put("uploaded_bytes", event.uploadedBytes());
        row.put("occurred_at", event.occurredAt().atOffset(ZoneOffset.UTC));
        row.put("reason", event.reason());
        row.put("source_partition", 0);
        row.put("source_offset", event.refSeq());
        return row;
    }

    private static Record block(BlockRef block) {
        return GenericRecord.create(BLOCK)
                .copy(Map.of("hash", ByteBuffer.wrap(block.hash().bytes()), "size", block.sizeBytes()));
    }

    @Override
    public void close() {
        lake.close();
    }
}
