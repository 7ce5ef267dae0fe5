package io.holdfast.dashboards.storage;

import io.holdfast.dashboards.figure.TimeRange;
import io.holdfast.lakehouse.table.LakeTable;

/** The same figures for the hand, in Spark SQL. */
public final class StorageSql {
    private static final String COLUMNS =
            "SELECT measured_at, logical_bytes, current_bytes, version_bytes, trash_bytes,\n"
                    + "       unique_bytes, stored_bytes, garbage_bytes, files, versions, blocks,\n"
                    + "       logical_bytes / unique_bytes AS dedup_ratio, logical_bytes - unique_bytes AS savings_bytes\n"
                    + "  FROM " + LakeTable.STORAGE_DAILY.sqlName() + "\n";

    private StorageSql() {}

    static String over(TimeRange range) {
        return COLUMNS + " WHERE measured_at >= TIMESTAMP '" + range.from() + "'\n   AND measured_at < TIMESTAMP '"
                + range.to() + "'\n ORDER BY measured_at";
    }

    public static String latest() {
        return COLUMNS + " ORDER BY measured_at DESC LIMIT 1";
    }
}
