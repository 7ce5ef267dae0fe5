package io.holdfast.gc;

import io.holdfast.blockstore.opening.BlockStores;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.ObjectReaper;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.gc.BlockRow;
import io.holdfast.gc.pack.PackRun;
import io.holdfast.gc.pack.PackSteps;
import io.holdfast.gc.pack.RepackSettings;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.gc.Candidates;
import io.holdfast.metadata.gc.DeadBlock;
import io.holdfast.metadata.gc.DeleteIntent;
import io.holdfast.metadata.gc.EpochState;
import io.holdfast.metadata.gc.Epochs;
import io.holdfast.metadata.gc.Intents;
import io.holdfast.metadata.gc.Inventory;
import io.holdfast.metadata.gc.SecondMark;
import io.holdfast.metadata.gc.Sweep;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whole epochs that wait for nothing, with PostgreSQL's own references as the second mark: neither lake nor batch run is needed. */
final class PlainEpoch {
    /** Everything that has garbage, and small packs at once; one block after the other. */
    static final RepackSettings EAGER = new RepackSettings(0, Long.MAX_VALUE, 8 << 20, 2, Duration.ZERO, 1);

    /** So short that whoever comes next always takes over: a collector that is stopped, or dies, keeps nobody waiting. */
    private static final Duration LEASE = Duration.ofMillis(1);

    private final Database database;
    private final Ambient ambient;
    private final BlockStore store;
    private final ObjectReaper reaper;
    private final PackSteps packs;

    /** @param kept how long repacked packs stay */
    PlainEpoch(Site site, Ambient ambient, BlockStore store, RepackSettings repack, Duration kept) {
        this.database = site.database();
        this.ambient = ambient;
        this.store = store;
        this.reaper = BlockStores.reaper(site.settings().blocks());
        this.packs = new PackSteps(repack, kept, database, ambient, store, site.packs());
    }

    static PlainEpoch of(Site site, Ambient ambient) {
        return new PlainEpoch(site, ambient, site.store(), EAGER, Duration.ZERO);
    }

    PackRun run() {
        Epochs epochs = new Epochs(database, ambient);
        long epoch = epochs.begin("test", LEASE);
        packs.own();
        sweep(epoch);
        giveUpOrphans(epoch);
        deleteObjects();
        PackRun run = packs.run(epoch, howFar -> ambient.hit("repack.told"));
        epochs.end(epoch, EpochState.DONE, Map.of());
        return run;
    }

    private void sweep(long epoch) {
        Sweep sweep = new Sweep(database, ambient);
        SecondMark mark = new SecondMark(database, ambient);
        new Candidates(database, ambient).nominateByReferences(epoch, Duration.ZERO);
        sweep.condemn(epoch, Duration.ZERO);
        mark.fence(epoch);
        List<BlockId> referenced =
                mark.referenced(epoch, 10_000).stream().map(BlockRow::hash).toList();
        mark.resurrect(epoch, referenced, store::contains);
        Set<BlockId> dead = new HashSet<>();
        mark.intended(epoch, Optional.empty(), 10_000).stream()
                .map(DeadBlock::hash)
                .forEach(dead::add);
        mark.confirm(epoch, dead);
        sweep.quarantine(epoch, Duration.ZERO);
        sweep.delete(epoch, Duration.ZERO);
    }

    private void giveUpOrphans(long epoch) {
        Inventory inventory = new Inventory(database, ambient);
        try (Stream<StoredObject> listing = store.list()) {
            inventory.giveUp(epoch, listing.toList());
        }
    }

    private void deleteObjects() {
        Intents intents = new Intents(database, ambient);
        List<DeleteIntent> open = intents.open(Long.MIN_VALUE, 100_000);
        open.forEach(intent -> reaper.delete(intent.name()));
        intents.done(open.stream().map(DeleteIntent::name).toList());
    }
}
