package io.holdfast.gc.pack;

import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.PackObjectReaper;
import io.holdfast.core.block.StoredPack;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.gc.Amount;
import io.holdfast.metadata.gc.DeadPacks;
import io.holdfast.metadata.gc.PackedBlocks;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an epoch does with packs, in this order: deletes those that may go, repacks, deletes what may go at once after that. */
public final class PackSteps {
    private static final Logger LOG = LoggerFactory.getLogger(PackSteps.class);

    private final RepackSettings settings;
    private final Ambient ambient;
    private final PackObjectReaper packs;
    private final PackedBlocks blocks;
    private final PackSweep sweep;
    private final Repacker repacker;

    /** @param kept how long a pack stays after it was repacked: the quarantine */
    public PackSteps(
            RepackSettings settings,
            Duration kept,
            Database database,
            Ambient ambient,
            BlockStore store,
            PackObjectReaper packs) {
        this.settings = settings.mergingBelow(store.packsBelow() == 0 ? 0 : packs.mergesBelow());
        this.ambient = ambient;
        this.packs = packs;
        this.blocks = new PackedBlocks(database, ambient);
        this.sweep = new PackSweep(new DeadPacks(database, ambient), packs, ambient, kept);
        this.repacker = new Repacker(blocks, store, packs, ambient, settings.batchBytes());
    }

    /** Before anything of an epoch: intents for slices say that they are. */
    public void own() {
        sweep.own();
    }

    /** What {@link #run} would repack. Changes nothing. */
    public PackForecast forecast() {
        RepackPlan plan = plan();
        return new PackForecast(new Amount(plan.packs().size(), plan.copiedBytes()), plan.freedBytes());
    }

    /**
     * After the sweep of an epoch. A store that is full ends repacking and nothing else.
     *
     * @param progress told how far it is
     * @throws io.holdfast.core.error.HoldfastException.Conflict if another epoch has taken over
     */
    public PackRun run(long epoch, Consumer<String> progress) {
        PackSweep.Swept before = sweep.free(epoch);
        RepackPlan plan = plan();
        Repacked done = repack(epoch, plan, progress);
        PackSweep.Swept after = done.packs().count() == 0 ? before.withoutDeletions() : sweep.free(epoch);
        return new PackRun(
                before.slices().add(after.slices()),
                before.packs().add(after.packs()),
                after.waiting(),
                done.packs(),
                done.copied(),
                done.left());
    }

    private RepackPlan plan() {
        return RepackPlan.of(packs.list(), blocks.uses(), settings, ambient.now());
    }

    private Repacked repack(long epoch, RepackPlan plan, Consumer<String> progress) {
        List<StoredPack> emptied = plan.packs();
        Repacked done = repacker.repack(
                epoch,
                emptied,
                sofar -> progress.accept(sofar.packs().count() + " of " + emptied.size() + " packs, "
                        + sofar.copied().bytes() + " of " + plan.copiedBytes() + " bytes"));
        if (!emptied.isEmpty()) {
            LOG.info(
                    "repacked {} of {} packs, copied {} slices of {} bytes, left {}",
                    done.packs().count(),
                    emptied.size(),
                    done.copied().count(),
                    done.copied().bytes(),
                    done.left());
        }
        return done;
    }
}
