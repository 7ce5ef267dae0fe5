package io.holdfast.gc.lake;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.ObjectName;
import io.holdfast.lakehouse.table.LakeTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/** The rows that one batch run wrote, in batches, so that their number does not matter. */
public final class BatchRows {
    private static final int BATCH = 2_000;

    private final LakeTables lake;

    public BatchRows(LakeTables lake) {
        this.lake = lake;
    }

    /** What the second mark says of a block: how many versions cite it. */
    public record Verdict(BlockId hash, long refs) {}

    /** A version that a retention run wants purged. */
    public record Proposal(UUID namespace, UUID version, String reasons) {}

    public void verdicts(long runId, Consumer<List<Verdict>> taker) {
        read(LakeTable.GC_DEAD, ofRun(runId), BatchRows::verdict, taker);
    }

    public void proposals(long runId, Consumer<List<Proposal>> taker) {
        read(LakeTable.RETENTION_DECISIONS, ofRun(runId), BatchRows::proposal, taker);
    }

    /** The objects that a scrub run read whole and found good. */
    public void verified(long runId, Consumer<List<ObjectName>> taker) {
        Expression good = Expressions.and(ofRun(runId), Expressions.equal("verdict", "ok"));
        read(LakeTable.SCRUB_RESULTS, good, BatchRows::object, taker);
    }

    private static Expression ofRun(long runId) {
        return Expressions.equal("run_id", runId);
    }

    private <T> void read(LakeTable table, Expression which, Function<Record, T> reader, Consumer<List<T>> taker) {
        List<T> batch = new ArrayList<>(BATCH);
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(lake.load(table)).where(which).build()) {
            for (Record row : rows) {
                batch.add(reader.apply(row));
                if (batch.size() == BATCH) {
                    taker.accept(List.copyOf(batch));
                    batch.clear();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + table.sqlName() + " where " + which, e);
        }
        if (!batch.isEmpty()) {
            taker.accept(batch);
        }
    }

    private static Verdict verdict(Record row) {
        ByteBuffer hash = (ByteBuffer) row.getField("hash");
        return new Verdict(BlockId.read(hash.duplicate()), (Long) row.getField("refs"));
    }

    private static ObjectName object(Record row) {
        ByteBuffer hash = (ByteBuffer) row.getField("hash");
        return new ObjectName(BlockId.read(hash.duplicate()), (Long) row.getField("gen"));
    }

    private static Proposal proposal(Record row) {
        return new Proposal(
                UUID.fromString((String) row.getField("namespace_id")),
                UUID.fromString((String) row.getField("version_id")),
                (String) row.getField("reasons"));
    }
}
