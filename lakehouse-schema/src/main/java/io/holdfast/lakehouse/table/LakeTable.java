package io.holdfast.lakehouse.table;

import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.BinaryType;
import org.apache.iceberg.types.Types.DateType;
import org.apache.iceberg.types.Types.IntegerType;
import org.apache.iceberg.types.Types.LongType;
import org.apache.iceberg.types.Types.StringType;
import org.apache.iceberg.types.Types.TimestampType;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.apache.iceberg.types.Types.NestedField.required;

/**
 * The tables of the lake: name, schema, partitions. Ids are text, hashes 32 raw bytes, sizes bytes, times UTC with microseconds.
 * Field ids are never used twice; a table grows by new optional fields at its end.
 */
@SuppressWarnings("ImmutableEnumChecker") // Iceberg's schemas and specs are immutable, though not marked so
public enum LakeTable {
    /** Every version that was committed or purged, as it came over the topic; readers de-duplicate by (namespace_id, ref_seq). */
    MANIFESTS("log", "manifests", manifests(), "occurred_at", "namespace_id"),
    /** Every journal entry; readers de-duplicate by (namespace_id, seq). */
    CHANGES("log", "changes", changes(), "occurred_at", "namespace_id"),
    /** One row a retention run and version that it wants purged, with the reasons. */
    RETENTION_DECISIONS("ops", "retention_decisions", retentionDecisions(), "decided_at", ""),
    /** The verdict of a second mark on each condemned block: dead, or referenced by so many versions. */
    GC_DEAD("ops", "gc_dead", gcDead(), "decided_at", ""),
    /** One row a deletion: the proof. */
    GC_DELETIONS("ops", "gc_deletions", gcDeletions(), "deleted_at", ""),
    /** One row an epoch. */
    GC_RUNS("ops", "gc_runs", gcRuns(), "ended_at", ""),
    /** One row a listing of the store and object in it that nobody knew: how long it has been an orphan. */
    ORPHANS("ops", "orphans", orphans(), "seen_at", ""),
    /** One row a scrub run and block that it read: ok, missing, corrupt or unreadable. */
    SCRUB_RESULTS("ops", "scrub_results", scrubResults(), "checked_at", ""),
    /** One row a comparison of references, rows and objects, and class that it found: how many blocks, how many bytes. */
    RECONCILIATION("ops", "reconciliation", reconciliation(), "checked_at", ""),
    /** One row a measurement of the whole store. */
    STORAGE_DAILY("gold", "storage_daily", storageDaily(), "measured_at", ""),
    /** One row an hour: what was committed and what of it was new. Rewritten by each roll-up. */
    DEDUP_HOURLY("gold", "dedup_hourly", dedupHourly(), "hour", ""),
    /** One row a MIME type: current files. Rewritten by each roll-up. */
    FILE_TYPES("gold", "file_types", fileTypes(), "", "");

    private static final int BUCKETS = 4;

    private final String namespace;
    private final String tableName;
    private final Schema schema;
    private final PartitionSpec partitions;

    LakeTable(String namespace, String tableName, Schema schema, String dayColumn, String bucketColumn) {
        this.namespace = namespace;
        this.tableName = tableName;
        this.schema = schema;
        PartitionSpec.Builder spec = PartitionSpec.builderFor(schema);
        if (!dayColumn.isEmpty()) {
            spec.day(dayColumn);
        }
        if (!bucketColumn.isEmpty()) {
            spec.bucket(bucketColumn, BUCKETS);
        }
        this.partitions = spec.build();
    }

    public TableIdentifier identifier() {
        return TableIdentifier.of(namespace, tableName);
    }

    /** For SQL: {@code lake.log.manifests}. */
    public String sqlName() {
        return LakeCatalog.NAME + '.' + namespace + '.' + tableName;
    }

    public Schema schema() {
        return schema;
    }

    /** Makes the table if it is not there; several processes may do so at once. */
    public void ensure(Catalog catalog) {
        Namespace parent = Namespace.of(namespace);
        SupportsNamespaces namespaces = (SupportsNamespaces) catalog;
        try {
            if (!namespaces.namespaceExists(parent)) {
                namespaces.createNamespace(parent);
            }
        } catch (AlreadyExistsException e) {
            // Another process was first.
        }
        if (!catalog.tableExists(identifier())) {
            try {
                catalog.createTable(identifier(), schema, partitions, tableProperties());
            } catch (AlreadyExistsException e) {
                // Another process was first.
            }
        }
    }

    private static Map<String, String> tableProperties() {
        return Map.ofEntries(
                Map.entry("format-version", "2"),
                Map.entry("write.delete.isolation-level", "snapshot"),
                Map.entry("write.update.isolation-level", "snapshot"),
                Map.entry("write.merge.isolation-level", "snapshot"),
                Map.entry("commit.retry.num-retries", "10"),
                Map.entry("write.metadata.delete-after-commit.enabled", "true"),
                Map.entry("write.metadata.previous-versions-max", "50"),
                Map.entry("write.parquet.compression-codec", "zstd"),
                // One row may have 10 MB of blocks: bound what a writer holds in memory, and look at it after every few
                // rows.
                Map.entry("write.parquet.row-group-size-bytes", "16777216"),
                Map.entry("write.parquet.row-group-check-min-record-count", "4"),
                // A checkpoint without rows makes no snapshot, however many come in a row.
                Map.entry("flink.max-continuous-empty-commits", Integer.toString(Integer.MAX_VALUE)));
    }

    private static Schema manifests() {
        return new Schema(
                required(1, "kind", StringType.get()),
                required(2, "namespace_id", StringType.get()),
                required(3, "seq", LongType.get()),
                required(4, "ref_seq", LongType.get()),
                required(5, "file_id", StringType.get()),
                required(6, "version_id", StringType.get()),
                required(7, "version", LongType.get()),
                required(8, "owner_id", StringType.get()),
                optional(9, "device_id", StringType.get()),
                required(10, "path", StringType.get()),
                required(11, "mime_type", StringType.get()),
                required(12, "size", LongType.get()),
                required(13, "content_hash", BinaryType.get()),
                required(
                        14,
                        "blocks",
                        Types.ListType.ofRequired(
                                15,
                                Types.StructType.of(
                                        required(16, "hash", BinaryType.get()),
                                        required(17, "size", IntegerType.get())))),
                required(18, "uploaded_bytes", LongType.get()),
                required(19, "occurred_at", TimestampType.withZone()),
                required(20, "reason", StringType.get()),
                required(21, "source_partition", IntegerType.get()),
                required(22, "source_offset", LongType.get()));
    }

    private static Schema changes() {
        return new Schema(
                required(1, "namespace_id", StringType.get()),
                required(2, "seq", LongType.get()),
                required(3, "file_id", StringType.get()),
                required(4, "action", StringType.get()),
                required(5, "type", StringType.get()),
                required(6, "path", StringType.get()),
                optional(7, "old_path", StringType.get()),
                required(8, "version", LongType.get()),
                required(9, "size", LongType.get()),
                optional(10, "content_hash", BinaryType.get()),
                optional(11, "account_id", StringType.get()),
                optional(12, "device_id", StringType.get()),
                required(13, "occurred_at", TimestampType.withZone()),
                required(14, "source_partition", IntegerType.get()),
                required(15, "source_offset", LongType.get()));
    }

    private static Schema retentionDecisions() {
        return new Schema(
                required(1, "run_id", LongType.get()),
                required(2, "namespace_id", StringType.get()),
                required(3, "file_id", StringType.get()),
                required(4, "version_id", StringType.get()),
                required(5, "version", LongType.get()),
                required(6, "size", LongType.get()),
                required(7, "reasons", StringType.get()),
                required(8, "decided_at", TimestampType.withZone()));
    }

    private static Schema gcDead() {
        return new Schema(
                required(1, "run_id", LongType.get()),
                required(2, "hash", BinaryType.get()),
                required(3, "gen", LongType.get()),
                required(4, "ver", LongType.get()),
                required(5, "refs", LongType.get()),
                required(6, "snapshot_id", LongType.get()),
                required(7, "decided_at", TimestampType.withZone()));
    }

    private static Schema gcDeletions() {
        return new Schema(
                required(1, "epoch", LongType.get()),
                required(2, "hash", BinaryType.get()),
                required(3, "gen", LongType.get()),
                required(4, "size", LongType.get()),
                required(5, "stored_size", LongType.get()),
                required(6, "reason", StringType.get()),
                required(7, "deleted_at", TimestampType.withZone()));
    }

    private static Schema gcRuns() {
        return new Schema(
                required(1, "epoch", LongType.get()),
                required(2, "state", StringType.get()),
                required(3, "started_at", TimestampType.withZone()),
                required(4, "ended_at", TimestampType.withZone()),
                required(5, "figures", StringType.get()));
    }

    private static Schema orphans() {
        return new Schema(
                required(1, "run_id", LongType.get()),
                required(2, "hash", BinaryType.get()),
                required(3, "gen", LongType.get()),
                required(4, "stored_size", LongType.get()),
                required(5, "seen_at", TimestampType.withZone()));
    }

    private static Schema scrubResults() {
        return new Schema(
                required(1, "run_id", LongType.get()),
                required(2, "hash", BinaryType.get()),
                required(3, "gen", LongType.get()),
                required(4, "verdict", StringType.get()),
                required(5, "detail", StringType.get()),
                required(6, "checked_at", TimestampType.withZone()));
    }

    private static Schema reconciliation() {
        return new Schema(
                required(1, "run_id", LongType.get()),
                required(2, "kind", StringType.get()),
                required(3, "blocks", LongType.get()),
                required(4, "bytes", LongType.get()),
                required(5, "checked_at", TimestampType.withZone()));
    }

    private static Schema storageDaily() {
        return new Schema(
                required(1, "day", DateType.get()),
                required(2, "measured_at", TimestampType.withZone()),
                required(3, "current_bytes", LongType.get()),
                required(4, "version_bytes", LongType.get()),
                required(5, "trash_bytes", LongType.get()),
                required(6, "logical_bytes", LongType.get()),
                required(7, "unique_bytes", LongType.get()),
                required(8, "stored_bytes", LongType.get()),
                required(9, "garbage_bytes", LongType.get()),
                required(10, "files", LongType.get()),
                required(11, "versions", LongType.get()),
                required(12, "blocks", LongType.get()));
    }

    private static Schema dedupHourly() {
        return new Schema(
                required(1, "hour", TimestampType.withZone()),
                required(2, "versions", LongType.get()),
                required(3, "logical_bytes", LongType.get()),
                required(4, "first_seen_bytes", LongType.get()),
                required(5, "uploaded_bytes", LongType.get()));
    }

    private static Schema fileTypes() {
        return new Schema(
                required(1, "mime_type", StringType.get()),
                required(2, "files", LongType.get()),
                required(3, "logical_bytes", LongType.get()));
    }
}
