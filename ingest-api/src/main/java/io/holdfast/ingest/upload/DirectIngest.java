package io.holdfast.ingest.upload;

import io.holdfast.core.block.Arrival;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.DirectStore;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.metadata.upload.Finalised;
import io.holdfast.metadata.upload.Offers;
import io.holdfast.metadata.upload.Puts;
import io.holdfast.metadata.upload.StoredBlock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes blocks into an upload that the client has sent to the store itself, once the store has been seen to have them. */
@Component
class DirectIngest {
    private static final Logger LOG = LoggerFactory.getLogger(DirectIngest.class);

    private final Offers offers;
    private final Puts puts;
    private final Arrivals arrivals;
    private final Counter confirmedBytes;

    DirectIngest(Offers offers, Puts puts, Arrivals arrivals, MeterRegistry metrics) {
        this.offers = offers;
        this.puts = puts;
        this.arrivals = arrivals;
        this.confirmedBytes = Counter.builder("holdfast.upload.direct.bytes")
                .description("Bytes of blocks that clients sent to the store themselves, once confirmed")
                .baseUnit("bytes")
                .register(metrics);
    }

    /** What has come of the offers for these blocks; of what was never offered, nothing. */
    Map<BlockRef, Arrival> look(DirectStore store, UUID upload, Map<BlockId, BlockRef> blocks) {
        Map<BlockId, ObjectName> offered = offers.open(upload, blocks.keySet());
        Map<BlockRef, ObjectName> names = new HashMap<>();
        blocks.forEach((hash, block) -> {
            ObjectName name = offered.get(hash);
            if (name != null) {
                names.put(block, name);
            }
        });
        return arrivals.look(store, names);
    }

    /**
     * Makes live what is there.
     *
     * @return the blocks that the upload holds now; not among them is one whose ticket has ended in the meantime
     */
    Set<BlockId> take(UUID upload, Map<BlockRef, Arrival> found) {
        List<StoredBlock> whole = new ArrayList<>();
        found.forEach((block, arrival) -> {
            if (arrival instanceof Arrival.Whole there) {
                whole.add(new StoredBlock(there.location(), block.sizeBytes()));
            }
        });
        Set<BlockId> taken = new HashSet<>();
        if (!whole.isEmpty()) {
            Map<ObjectName, Finalised> ends = puts.finalise(upload, whole);
            for (StoredBlock block : whole) {
                Finalised end = ends.get(block.name());
                if (end == Finalised.STORED || end == Finalised.DUPLICATE) {
                    taken.add(block.name().block());
                    confirmedBytes.increment(block.sizeBytes());
                }
            }
        }
        return taken;
    }

    /** Gives up what has the name of a block and is another: whoever put it there, it was not by our offer. */
    List<BlockId> refuse(UUID upload, Map<BlockRef, Arrival> found) {
        List<BlockId> wrong = new ArrayList<>();
        found.forEach((block, arrival) -> {
            if (arrival instanceof Arrival.Wrong other) {
                LOG.warn("the store holds something else in the place of block {}: {}", block.hash(), other.why());
                wrong.add(block.hash());
            }
        });
        offers.open(upload, wrong).values().forEach(name -> offers.refuse(upload, name));
        return wrong;
    }
}
