package io.holdfast.gc.pack;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.PackObjectReaper;
import io.holdfast.core.block.PutEnd;
import io.holdfast.core.block.StoredPack;
import io.holdfast.core.error.HoldfastException.Corrupt;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.StorageFull;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.core.gc.BlockRow;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.gc.Amount;
import io.holdfast.metadata.gc.PackedBlocks;
import io.holdfast.metadata.gc.SliceMove;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a plan out: seals packs, copies what rows point to, each copy under a generation of its own, and lets the rows point to the copies.
 * What it leaves behind is dead; it deletes nothing. May stop anywhere and start again.
 */
final class Repacker {
    /** Failures in a row that are those of single slices; after more the store is away. */
    private static final int TOLERATED = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Repacker.class);
    private static final int PAGE = 500;
    private static final int BATCH = 2_000;

    private final PackedBlocks blocks;
    private final BlockStore store;
    private final PackObjectReaper packs;
    private final Ambient ambient;
    private final long batchBytes;

    /** @param batchBytes of blocks that are in memory, and become durable, together */
    Repacker(PackedBlocks blocks, BlockStore store, PackObjectReaper packs, Ambient ambient, long batchBytes) {
        this.blocks = blocks;
        this.store = store;
        this.packs = packs;
        this.ambient = ambient;
        this.batchBytes = batchBytes;
    }

    /**
     * Empties packs. What is left of one goes on together with the next, so that many small packs do not become as many others.
     *
     * @param progress told after each batch
     * @return what was done until the end, or until the store was full
     * @throws io.holdfast.core.error.HoldfastException.Conflict if another epoch has taken over
     * @throws Unavailable if the store failed more than three times in a row; what failed before is left with its pack
     */
    Repacked repack(long epoch, List<StoredPack> emptied, Consumer<Repacked> progress) {
        Run run = new Run(epoch, progress);
        try {
            emptied.forEach(run::empty);
            run.flush();
        } catch (StorageFull e) {
            LOG.warn("repacking stops: {}", e.getMessage());
        }
        return run.done;
    }

    private final class Run {
        private final long epoch;
        private final Consumer<Repacked> progress;
        private Repacked done = Repacked.NOTHING;
        private List<BlockRow> batch = new ArrayList<>();
        private long bytes;
        /** Accesses to the store that failed, one after the other. */
        private int failed;

        Run(long epoch, Consumer<Repacked> progress) {
            this.epoch = epoch;
            this.progress = progress;
        }

        void empty(StoredPack pack) {
            try {
                packs.seal(pack.generation());
            } catch (Unavailable e) {
                tolerate(
                        "the pack " + HexFormat.of().toHexDigits(pack.generation()) + " cannot be sealed and stays", e);
                return;
            }
            ambient.hit("repack.sealed");
            List<BlockRow> page = blocks.in(pack.generation(), Optional.empty(), PAGE);
            while (!page.isEmpty()) {
                page.forEach(this::add);
                page = blocks.in(
                        pack.generation(), Optional.of(page.get(page.size() - 1).hash()), PAGE);
            }
            done = done.add(new Repacked(new Amount(1, pack.sizeBytes()), Amount.ZERO, 0));
        }

        private void add(BlockRow row) {
            if (batch.size() == BATCH || bytes + row.sizeBytes() > batchBytes) {
                flush();
            }
            batch.add(row);
            bytes += row.sizeBytes();
        }

        void flush() {
            List<BlockRow> rows = batch;
            batch = new ArrayList<>();
            bytes = 0;
            if (!rows.isEmpty()) {
                Copies copies = copy(rows);
                ambient.hit("repack.copied");
                Amount moved = copies.durable().isEmpty() ? Amount.ZERO : blocks.move(epoch, copies.durable());
                ambient.hit("repack.moved");
                done = done.add(new Repacked(Amount.ZERO, moved, rows.size() - moved.count()));
                progress.accept(done);
                copies.problem().ifPresent(e -> {
                    throw e;
                });
            }
        }

        private Copies copy(List<BlockRow> rows) {
            Map<ObjectName, BlockRow> origins = new HashMap<>();
            Map<ObjectName, BlockBytes> whole = new HashMap<>();
            for (BlockRow row : rows) {
                read(row.location()).ifPresent(bytes -> {
                    ObjectName name =
                            new ObjectName(row.hash(), ambient.generations().getAsLong());
                    origins.put(name, row);
                    whole.put(name, bytes);
                });
            }
            Map<ObjectName, PutEnd> ends = whole.isEmpty() ? Map.of() : store.putAll(whole);
            List<SliceMove> durable = new ArrayList<>();
            Optional<RuntimeException> problem = Optional.empty();
            for (Map.Entry<ObjectName, BlockRow> copy : origins.entrySet()) {
                if (ends.get(copy.getKey()) instanceof PutEnd.Durable end) {
                    durable.add(new SliceMove(copy.getValue(), end.location()));
                } else if (ends.get(copy.getKey()) instanceof PutEnd.Refused end) {
                    problem = Optional.of(end.problem());
                }
            }
            return new Copies(durable, problem);
        }

        private Optional<BlockBytes> read(Location place) {
            try {
                BlockBytes bytes = store.get(place);
                failed = 0;
                return Optional.of(bytes);
            } catch (Corrupt e) {
                LOG.error("the slice {} is damaged and keeps its pack: {}", place, e.getMessage());
            } catch (NotFound e) {
                LOG.warn("the slice {} is not there any more", place, e);
            } catch (Unavailable e) {
                tolerate("the slice " + place + " cannot be read and keeps its pack", e);
            }
            return Optional.empty();
        }

        /** One bad sector must not end all repacking; a store that is away must. */
        private void tolerate(String what, Unavailable e) {
            failed++;
            if (failed > TOLERATED) {
                throw e;
            }
            LOG.error("{}: {}", what, e.getMessage());
        }
    }

    /** Those that are durable, and why others are not. A damaged slice has no copy. */
    private record Copies(List<SliceMove> durable, Optional<RuntimeException> problem) {}
}
