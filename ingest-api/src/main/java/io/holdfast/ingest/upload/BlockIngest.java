package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.metadata.upload.Finalised;
import io.holdfast.metadata.upload.PutPlan;
import io.holdfast.metadata.upload.Puts;
import io.holdfast.metadata.upload.StoredBlock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Takes a block whose bytes were checked into an upload: stored and durable, or proved and thrown away because it is stored already. */
@Component
class BlockIngest {
    private static final int MAX_ATTEMPTS = 8;

    private final Puts puts;
    private final BlockStore store;
    private final Counter storedBytes;
    private final Counter duplicateBytes;
    private final Timer storing;

    BlockIngest(Puts puts, BlockStore store, MeterRegistry metrics) {
        this.puts = puts;
        this.store = store;
        this.storedBytes = bytes(metrics, "stored");
        this.duplicateBytes = bytes(metrics, "duplicate");
        this.storing = Timer.builder("holdfast.upload.store")
                .description("Time until a block is durable on the store")
                .register(metrics);
    }

    /** @param block names the bytes: their hash has been computed from them */
    void take(UUID upload, BlockRef block, BlockBytes bytes) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            PutPlan plan = puts.plan(upload, block);
            if (plan instanceof PutPlan.Held || carryOut(upload, block, bytes, plan)) {
                return;
            }
        }
        throw new Unavailable("block " + block.hash() + " keeps being collected while it is uploaded; try again");
    }

    /** @return whether the upload holds the block now; if not, it is to be planned again */
    private boolean carryOut(UUID upload, BlockRef block, BlockBytes bytes, PutPlan plan) {
        Finalised end;
        if (plan instanceof PutPlan.Store target) {
            Timer.Sample sample = Timer.start();
            long storedSize = store.put(target.name(), bytes);
            sample.stop(storing);
            end = puts.finalise(upload, new StoredBlock(target.name(), block.sizeBytes(), storedSize));
        } else {
            end = puts.prove(upload, block.hash(), ((PutPlan.ProveOnly) plan).ticket());
        }
        return switch (end) {
            case STORED -> counted(storedBytes, block);
            case DUPLICATE -> counted(duplicateBytes, block);
            case REAPED, GONE -> false;
        };
    }

    private static boolean counted(Counter counter, BlockRef block) {
        counter.increment(block.sizeBytes());
        return true;
    }

    private static Counter bytes(MeterRegistry metrics, String outcome) {
        return Counter.builder("holdfast.upload.bytes")
                .description("Bytes of blocks received, by what became of them")
                .baseUnit("bytes")
                .tag("outcome", outcome)
                .register(metrics);
    }
}
