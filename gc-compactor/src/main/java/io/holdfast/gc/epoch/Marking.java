package io.holdfast.gc.epoch;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.gc.BlockRow;
import io.holdfast.core.gc.BlockState;
import io.holdfast.gc.batch.BatchResult;
import io.holdfast.gc.batch.SparkRun;
import io.holdfast.gc.lake.BatchRows;
import io.holdfast.gc.lake.BatchRows.Verdict;
import io.holdfast.metadata.block.Blocks;
import io.holdfast.metadata.gc.FenceVector;
import io.holdfast.metadata.gc.SecondMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Step d: has the second mark made, and acts on its verdicts. */
final class Marking {
    private static final Logger LOG = LoggerFactory.getLogger(Marking.class);
    private static final int PAGE = 500;

    private final SparkRun batch;
    private final BatchRows rows;
    private final SecondMark mark;
    private final Blocks blocks;
    private final BlockStore store;

    Marking(SparkRun batch, BatchRows rows, SecondMark mark, Blocks blocks, BlockStore store) {
        this.batch = batch;
        this.rows = rows;
        this.mark = mark;
        this.blocks = blocks;
        this.store = store;
    }

    /** The batch run; its verdicts lie in the lake. */
    BatchResult run(long runId, FenceVector fence) {
        try {
            Path file = Files.createTempFile("fence-" + runId + "-", ".txt");
            try {
                Files.write(file, lines(fence));
                return batch.run(
                        "gc-mark",
                        runId,
                        List.of("--epoch", Long.toString(fence.epoch()), "--fence-file", file.toString()));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the fence of epoch " + fence.epoch(), e);
        }
    }

    /** Confirms what the mark found dead, brings back what is referenced, and counts where the mark and PostgreSQL differ. */
    MarkTally apply(long runId, long epoch) {
        MarkTally[] tally = {resurrectReferenced(epoch)};
        rows.verdicts(runId, batchOfVerdicts -> tally[0] = tally[0].add(judge(epoch, batchOfVerdicts)));
        return tally[0];
    }

    /** PostgreSQL's own references first: what is brought back here has another {@code ver} and is out of the epoch's reach. */
    private MarkTally resurrectReferenced(long epoch) {
        MarkTally tally = MarkTally.NONE;
        List<BlockRow> page = mark.referenced(epoch, PAGE);
        while (!page.isEmpty()) {
            long quarantined = page.stream()
                    .filter(row -> row.state() == BlockState.QUARANTINED)
                    .peek(row ->
                            LOG.error("block {} is quarantined and referenced: it must not be deleted", row.hash()))
                    .count();
            int live = mark.resurrect(epoch, hashes(page), store::contains);
            tally = tally.add(new MarkTally(0, 0, live, quarantined, page.size()));
            if (live == 0) {
                return tally;
            }
            page = mark.referenced(epoch, PAGE);
        }
        return tally;
    }

    private MarkTally judge(long epoch, List<Verdict> verdicts) {
        List<BlockId> dead = verdicts.stream()
                .filter(verdict -> verdict.refs() == 0)
                .map(Verdict::hash)
                .toList();
        Set<BlockId> cited = verdicts.stream()
                .filter(verdict -> verdict.refs() > 0)
                .map(Verdict::hash)
                .collect(Collectors.toSet());
        int confirmed = mark.confirm(epoch, dead);
        // A commit between the note and the fence is in the log and has made its blocks live; the others should not be
        // cited.
        Collection<BlockRow> astray = blocks.find(cited).values().stream()
                .filter(row -> row.state() != BlockState.LIVE)
                .toList();
        int live = astray.isEmpty() ? 0 : mark.resurrect(epoch, hashes(astray), store::contains);
        return new MarkTally(verdicts.size(), confirmed, live, 0, astray.size());
    }

    private static List<BlockId> hashes(Collection<BlockRow> rows) {
        return rows.stream().map(BlockRow::hash).toList();
    }

    private static List<String> lines(FenceVector fence) {
        return Stream.concat(
                        fence.refHeads().entrySet().stream().map(head -> head.getKey() + " " + head.getValue()),
                        Stream.of("end " + fence.refHeads().size()))
                .toList();
    }
}
