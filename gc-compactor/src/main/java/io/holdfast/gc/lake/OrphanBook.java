package io.holdfast.gc.lake;

import io.holdfast.core.block.StoredObject;
import io.holdfast.lakehouse.table.LakeTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/** Objects that nobody knew when the store was listed, so that a later listing can tell for how long. */
public final class OrphanBook {
    private final LakeTables lake;
    private final Appender appender;

    public OrphanBook(LakeTables lake) {
        this.lake = lake;
        this.appender = new Appender(lake);
    }

    public void note(long runId, List<StoredObject> suspects, Instant now) {
        if (suspects.isEmpty()) {
            return;
        }
        appender.append(
                LakeTable.ORPHANS,
                suspects.stream()
                        .map(object -> Map.<String, Object>of(
                                "run_id", runId,
                                "hash", ByteBuffer.wrap(object.name().block().bytes()),
                                "gen", object.name().generation(),
                                "stored_size", object.storedSizeBytes(),
                                "seen_at", now.atOffset(ZoneOffset.UTC)))
                        .toList(),
                Map.of());
    }

    /** The generations that were noted at that moment or before. */
    public Set<Long> notedBefore(Instant time) {
        Set<Long> generations = new HashSet<>();
        try (CloseableIterable<Record> rows = IcebergGenerics.read(lake.load(LakeTable.ORPHANS))
                .where(Expressions.lessThanOrEqual(
                        "seen_at", time.atOffset(ZoneOffset.UTC).toString()))
                .select("gen")
                .build()) {
            rows.forEach(row -> generations.add((Long) row.getField("gen")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + LakeTable.ORPHANS.sqlName(), e);
        }
        return generations;
    }
}
