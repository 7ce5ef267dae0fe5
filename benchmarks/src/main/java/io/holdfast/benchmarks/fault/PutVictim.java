package io.holdfast.benchmarks.fault;

import io.holdfast.benchmarks.Report;
import io.holdfast.blockstore.local.LocalBlockStore;
import io.holdfast.blockstore.volumes.VolumesBlockStore;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.fault.FailPoint;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The process that is killed: puts blocks, says which are acknowledged, and ends on the spot at the given step. */
@Command(name = "faults-victim", hidden = true)
public final class PutVictim implements Callable<Integer> {
    static final int KILLED = 137;

    @Parameters(index = "0")
    private Path data = Path.of("");

    @Parameters(index = "1", description = "local or volumes")
    private String kind = "";

    @Parameters(index = "2", description = "the step at which it ends")
    private String point = "";

    @Parameters(index = "3", description = "at the how-manieth time")
    private int hit;

    @Parameters(index = "4", description = "number of the first block")
    private int first;

    @Override
    public Integer call() {
        AtomicInteger left = new AtomicInteger(hit);
        FailPoint killer = reached -> {
            if (reached.equals(point) && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(KILLED); // no hook runs, no buffer is written: as after kill -9
            }
        };
        if (kind.equals("local")) {
            try (LocalBlockStore store = Fixture.local(data, killer)) {
                put(store);
            }
        } else {
            try (VolumesBlockStore store = Fixture.volumes(data, killer)) {
                put(store);
            }
        }
        return 0;
    }

    private void put(BlockStore store) {
        for (int number = first; number < first + PutKills.BLOCKS; number++) {
            BlockBytes bytes = Fixture.block(number, PutKills.MOST_BYTES);
            Report.line("putting %d", number);
            store.put(Fixture.name(bytes, number), bytes);
            Report.line("acknowledged %d", number);
        }
    }
}
