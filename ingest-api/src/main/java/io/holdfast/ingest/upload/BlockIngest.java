package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.PutEnd;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.metadata.upload.Finalised;
import io.holdfast.metadata.upload.PutPlan;
import io.holdfast.metadata.upload.Puts;
import io.holdfast.metadata.upload.StoredBlock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Takes a block whose bytes were checked into an upload: stored and durable, or proved and thrown away because it is stored already. */
@Component
class BlockIngest {
    private static final int MAX_ATTEMPTS = 8;

    private final Puts puts;
    private final Puttings puttings;
    private final Counter storedBytes;
    private final Counter duplicateBytes;

    BlockIngest(Puts puts, Puttings puttings, MeterRegistry metrics) {
        this.puts = puts;
        this.puttings = puttings;
        this.storedBytes = bytes(metrics, "stored");
        this.duplicateBytes = bytes(metrics, "duplicate");
    }

    /** @param block names the bytes: their hash has been computed from them */
    void take(UUID upload, BlockRef block, BlockBytes bytes) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            PutPlan plan = puts.plan(upload, block);
            if (plan instanceof PutPlan.Held || carryOut(upload, block, bytes, plan)) {
                return;
            }
        }
        throw keepsGoing(block);
    }

    /**
     * As {@link #take}, for many blocks: planned together, stored several at once, finalised together.
     *
     * @return for each what stood against it; empty if the upload holds it now
     */
    Map<BlockRef, Optional<HoldfastException>> takeAll(UUID upload, Map<BlockRef, BlockBytes> blocks) {
        Map<BlockRef, Optional<HoldfastException>> ends = new LinkedHashMap<>();
        Map<BlockRef, BlockBytes> open = new LinkedHashMap<>(blocks);
        for (int attempt = 0; attempt < MAX_ATTEMPTS && !open.isEmpty(); attempt++) {
            ends.putAll(round(upload, open));
            open.keySet().removeAll(ends.keySet());
        }
        open.keySet().forEach(block -> ends.put(block, Optional.of(keepsGoing(block))));
        return ends;
    }

    /** Those that have ended; the rest is to be planned again. */
    private Map<BlockRef, Optional<HoldfastException>> round(UUID upload, Map<BlockRef, BlockBytes> open) {
        Map<BlockId, PutPlan> plans = puts.plan(upload, open.keySet());
        Map<BlockRef, Optional<HoldfastException>> ends = new HashMap<>();
        Map<ObjectName, BlockRef> stored = new HashMap<>();
        Map<ObjectName, BlockBytes> objects = new HashMap<>();
        Map<BlockId, Long> shown = new HashMap<>();
        open.forEach((block, bytes) -> {
            PutPlan plan = plans.get(block.hash());
            if (plan instanceof PutPlan.Store target) {
                stored.put(target.name(), block);
                objects.put(target.name(), bytes);
            } else if (plan instanceof PutPlan.ProveOnly proof) {
                shown.put(block.hash(), proof.ticket());
            } else {
                ends.put(block, Optional.empty());
            }
        });
        List<StoredBlock> durable = new ArrayList<>();
        puttings.putAll(objects).forEach((name, end) -> {
            BlockRef block = Objects.requireNonNull(stored.get(name));
            if (end instanceof PutEnd.Durable done) {
                durable.add(new StoredBlock(done.location(), block.sizeBytes()));
            } else {
                ends.put(block, Optional.of(refusal((PutEnd.Refused) end)));
            }
        });
        Map<BlockId, Finalised> finalised = finalised(upload, durable, shown);
        open.keySet().stream()
                .filter(block -> finalised.containsKey(block.hash()))
                .filter(block -> counted(Objects.requireNonNull(finalised.get(block.hash())), block))
                .forEach(block -> ends.put(block, Optional.empty()));
        return ends;
    }

    private Map<BlockId, Finalised> finalised(UUID upload, List<StoredBlock> durable, Map<BlockId, Long> shown) {
        Map<BlockId, Finalised> ends = new HashMap<>();
        if (!durable.isEmpty()) {
            puts.finalise(upload, durable).forEach((name, end) -> ends.put(name.block(), end));
        }
        if (!shown.isEmpty()) {
            ends.putAll(puts.prove(upload, shown));
        }
        return ends;
    }

    /** Anything but our own problems is a fault of the program, for the whole of the bundle. */
    private static HoldfastException refusal(PutEnd.Refused end) {
        if (end.problem() instanceof HoldfastException problem) {
            return problem;
        }
        throw end.problem();
    }

    private static Unavailable keepsGoing(BlockRef block) {
        return new Unavailable("block " + block.hash() + " keeps being collected while it is uploaded; try again");
    }

    /** @return whether the upload holds the block now; if not, it is to be planned again */
    private boolean carryOut(UUID upload, BlockRef block, BlockBytes bytes, PutPlan plan) {
        Finalised end;
        if (plan instanceof PutPlan.Store target) {
            Location place = puttings.put(target.name(), bytes);
            end = puts.finalise(upload, new StoredBlock(place, block.sizeBytes()));
        } else {
            end = puts.prove(upload, block.hash(), ((PutPlan.ProveOnly) plan).ticket());
        }
        return counted(end, block);
    }

    /** @return whether the upload holds the block now */
    private boolean counted(Finalised end, BlockRef block) {
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
