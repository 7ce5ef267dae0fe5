package io.holdfast.ingest.download;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.metadata.entry.BlockLocation;
import io.holdfast.metadata.entry.BlockLocations;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads blocks by hash: finds where they lie now, and looks again if one has moved meanwhile. */
@Component
public class BlockReader {
    private static final Logger LOG = LoggerFactory.getLogger(BlockReader.class);

    private final BlockLocations locations;
    private final BlockStore store;
    private final Counter quarantinedReads;

    BlockReader(BlockLocations locations, BlockStore store, MeterRegistry metrics) {
        this.locations = locations;
        this.store = store;
        this.quarantinedReads = Counter.builder("holdfast.download.quarantined")
                .description("Reads of blocks that the collector took for garbage; any such read needs an operator")
                .register(metrics);
    }

    /** Where these blocks lie; a block without a place is left out. */
    public Map<BlockId, BlockLocation> locate(Collection<BlockId> blocks) {
        return new HashMap<>(locations.find(blocks));
    }

    /**
     * The verified bytes of one block.
     *
     * @param known places found earlier; brought up to date if this block has moved
     */
    public BlockBytes read(BlockId block, Map<BlockId, BlockLocation> known) {
        BlockLocation place = known.get(block);
        if (place != null) {
            try {
                return read(place);
            } catch (NotFound e) {
                LOG.debug("{} has moved", place.location());
            }
        }
        known.putAll(locations.find(List.of(block)));
        BlockLocation now = known.get(block);
        try {
            if (now != null && !now.equals(place)) {
                return read(now);
            }
        } catch (NotFound e) {
            LOG.debug("{} is not there either", now.location());
        }
        LOG.error("block {} of a committed version is not where it should be: {}", block, now);
        throw new Unavailable("a block of this file cannot be read; the operator has been told");
    }

    private BlockBytes read(BlockLocation place) {
        if (place.quarantined()) {
            quarantinedReads.increment();
            LOG.warn("block {} is in quarantine and was read: the collector may be wrong about it", place.block());
        }
        return store.get(place.location());
    }
}
