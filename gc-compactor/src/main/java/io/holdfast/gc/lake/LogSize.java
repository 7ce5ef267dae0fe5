package io.holdfast.gc.lake;

import io.holdfast.lakehouse.table.LakeTable;
import org.apache.iceberg.Snapshot;

/** How many rows {@code log.manifests} has, as its newest snapshot says: no file is read. */
public final class LogSize {
    private final LakeTables lake;

    public LogSize(LakeTables lake) {
        this.lake = lake;
    }

    public long rows() {
        Snapshot snapshot = lake.load(LakeTable.MANIFESTS).currentSnapshot();
        return snapshot == null ? 0 : Long.parseLong(snapshot.summary().getOrDefault("total-records", "0"));
    }
}
