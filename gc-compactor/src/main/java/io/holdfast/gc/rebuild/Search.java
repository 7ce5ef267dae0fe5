package io.holdfast.gc.rebuild;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException.Corrupt;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.gc.run.Job.Mode;
import io.holdfast.gc.run.Progress;
import io.holdfast.metadata.gc.LostRows;
import io.holdfast.metadata.gc.LostRows.Standing;
import io.holdfast.metadata.upload.StoredBlock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass over the listing of the store. Holds the hashes that it found objects for, and nothing of the others. Belongs to one run. */
final class Search {
    private static final Logger LOG = LoggerFactory.getLogger(Search.class);
    private static final int BATCH = 2_000;

    private final BlockStore store;
    private final LostRows rows;
    private final Mode mode;
    private final Progress progress;
    private final Set<BlockId> found = new HashSet<>();
    private final Map<Standing, Long> standings = new EnumMap<>(Standing.class);
    private long objects;
    private long adopted;
    private long adoptedBytes;
    private long damaged;

    Search(BlockStore store, LostRows rows, Mode mode, Progress progress) {
        this.store = store;
        this.rows = rows;
        this.mode = mode;
        this.progress = progress;
    }

    void run() {
        List<StoredObject> batch = new ArrayList<>(BATCH);
        try (Stream<StoredObject> listing = store.list()) {
            for (Iterator<StoredObject> each = listing.iterator(); each.hasNext(); ) {
                batch.add(each.next());
                if (batch.size() == BATCH) {
                    look(batch);
                    batch.clear();
                }
            }
        }
        look(batch);
    }

    /** For how many blocks an object was found that verifies. */
    long adoptable() {
        return found.size();
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("objects", objects);
        for (Standing standing : Standing.values()) {
            figures.put(standing.name().toLowerCase(Locale.ROOT) + "_objects", standings.getOrDefault(standing, 0L));
        }
        figures.put("damaged_objects", damaged);
        figures.put("adoptable_blocks", adoptable());
        figures.put("adopted_blocks", adopted);
        figures.put("adopted_bytes", adoptedBytes);
        return figures;
    }

    private void look(List<StoredObject> batch) {
        objects += batch.size();
        List<StoredBlock> good = new ArrayList<>();
        Map<ObjectName, Standing> standing = rows.standing(batch);
        for (StoredObject object : batch) {
            BlockId block = object.name().block();
            Standing how = standing.get(object.name());
            if (how == null) {
                continue;
            }
            standings.merge(how, 1L, Long::sum);
            if (how == Standing.WANTED && !found.contains(block)) {
                verified(object.location()).ifPresent(verified -> {
                    found.add(block);
                    good.add(verified);
                });
            }
        }
        if (mode == Mode.ACT && !good.isEmpty()) {
            Set<ObjectName> now = rows.adopt(good);
            adopted += now.size();
            adoptedBytes += good.stream()
                    .filter(block -> now.contains(block.name()))
                    .mapToLong(block -> block.location().storedBytes())
                    .sum();
        }
        progress.detail(objects + " objects, " + adoptable() + " to adopt");
    }

    /** Read whole; and durable, which being listed does not say. */
    private Optional<StoredBlock> verified(Location place) {
        try {
            BlockBytes bytes = store.get(place);
            Location durable = mode == Mode.ACT ? store.confirm(place, bytes) : place; // a dry run only counts
            return Optional.of(new StoredBlock(durable, bytes.sizeBytes()));
        } catch (Corrupt e) {
            damaged++;
            LOG.error("the block of a stored object is referred to and has no row, but {}", e.getMessage());
        } catch (NotFound e) {
            LOG.debug("{} has gone since it was listed", place);
        }
        return Optional.empty();
    }
}
