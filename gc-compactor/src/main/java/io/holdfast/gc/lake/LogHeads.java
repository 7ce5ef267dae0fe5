package io.holdfast.gc.lake;

import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.lakehouse.table.LakeTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/**
 * How far {@code log.manifests} is. A hint only, cheap enough to poll: it looks at the greatest number of each namespace. That
 * none is missing below it is what the mark proves.
 */
public final class LogHeads {
    private static final Duration POLL = Duration.ofMillis(300);

    private final LakeTables lake;
    private final InstantSource clock;

    public LogHeads(LakeTables lake, InstantSource clock) {
        this.lake = lake;
        this.clock = clock;
    }

    /**
     * Waits until the log has reached these numbers, for some time at most.
     *
     * @return whether it has
     */
    public boolean await(Map<UUID, Long> heads, Duration limit) {
        Instant deadline = clock.instant().plus(limit);
        long read = -1;
        while (true) {
            Table table = lake.load(LakeTable.MANIFESTS);
            Snapshot snapshot = table.currentSnapshot();
            long id = snapshot == null ? 0 : snapshot.snapshotId();
            if (id != read && reached(heads, snapshot == null ? Map.of() : seen(table, id))) {
                return true;
            }
            read = id;
            if (!clock.instant().isBefore(deadline)) {
                return false;
            }
            pause();
        }
    }

    private static boolean reached(Map<UUID, Long> heads, Map<UUID, Long> seen) {
        return heads.entrySet().stream().allMatch(head -> seen.getOrDefault(head.getKey(), 0L) >= head.getValue());
    }

    private static Map<UUID, Long> seen(Table table, long snapshot) {
        Map<UUID, Long> seen = new HashMap<>();
        try (CloseableIterable<Record> rows = IcebergGenerics.read(table)
                .useSnapshot(snapshot)
                .select("namespace_id", "ref_seq")
                .build()) {
            for (Record row : rows) {
                seen.merge(
                        UUID.fromString((String) row.getField("namespace_id")),
                        (Long) row.getField("ref_seq"),
                        Math::max);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read how far the log is", e);
        }
        return seen;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while waiting for the lake", e);
        }
    }
}
