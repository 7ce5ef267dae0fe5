package io.holdfast.gc.epoch;

import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.gc.Brake;
import io.holdfast.core.gc.SafetyWindow;
import io.holdfast.gc.batch.BatchResult;
import io.holdfast.gc.batch.SparkRun;
import io.holdfast.gc.pack.PackForecast;
import io.holdfast.gc.pack.PackRun;
import io.holdfast.gc.pack.PackSteps;
import io.holdfast.gc.run.Job.Mode;
import io.holdfast.gc.run.Outcome;
import io.holdfast.gc.run.Progress;
import io.holdfast.metadata.block.Blocks;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.gc.Amount;
import io.holdfast.metadata.gc.Candidates;
import io.holdfast.metadata.gc.EpochState;
import io.holdfast.metadata.gc.Epochs;
import io.holdfast.metadata.gc.FenceVector;
import io.holdfast.metadata.gc.Forecast;
import io.holdfast.metadata.gc.GcReadings;
import io.holdfast.metadata.gc.GcReadings.Drift;
import io.holdfast.metadata.gc.Intents;
import io.holdfast.metadata.gc.Inventory;
import io.holdfast.metadata.gc.SecondMark;
import io.holdfast.metadata.gc.Sweep;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of one epoch in their order. Each may be the last: whatever stops an epoch, nothing that it did needs undoing. */
final class EpochSteps {
    private static final Logger LOG = LoggerFactory.getLogger(EpochSteps.class);

    private final GcSettings settings;
    private final SafetyWindow window;
    private final Ambient ambient;
    private final BlockStore store;
    private final GcLake lake;
    private final Epochs epochs;
    private final Candidates candidates;
    private final GcReadings readings;
    private final SecondMark mark;
    private final Sweep sweep;
    private final Inventory inventory;
    private final Marking marking;
    private final Deleter deleter;
    private final PackSteps packs;

    EpochSteps(
            GcSettings settings,
            Database database,
            Ambient ambient,
            CollectedStore collected,
            SparkRun batch,
            GcLake lake) {
        this.settings = settings;
        this.window = settings.window();
        this.ambient = ambient;
        this.store = collected.store();
        this.lake = lake;
        this.epochs = new Epochs(database, ambient);
        this.candidates = new Candidates(database, ambient);
        this.readings = new GcReadings(database, ambient);
        this.mark = new SecondMark(database, ambient);
        this.sweep = new Sweep(database, ambient);
        this.inventory = new Inventory(database, ambient);
        this.marking = new Marking(batch, lake.rows(), mark, new Blocks(database, ambient), store);
        this.deleter = new Deleter(new Intents(database, ambient), store, collected.objects());
        this.packs = new PackSteps(settings.repack(), window.quarantine(), database, ambient, store, collected.packs());
    }

    Outcome collect(long epoch, Mode mode, Progress progress, Tally tally) {
        progress.phase("looking at the store");
        StoreInventory before = StoreInventory.take(store, inventory);
        tally.amount("objects_before", new Amount(before.objects(), before.bytes()));
        List<Location> missing = before.missing(store, inventory);
        missing.forEach(
                place -> LOG.error("the object {} is missing although its block is live and referenced", place));
        tally.count("missing_objects", missing.size());

        progress.phase("finding candidates");
        candidates.nominateByHint(epoch, window.minAge());
        candidates.nominateByReferences(epoch, window.minAge());
        Amount found = candidates.count(epoch);
        tally.amount("candidates", found);

        List<Brake> brakes =
                Brake.check(readings.brakeFigures(found.count(), missing.size(), Drift.NONE), window.profile());
        boolean onlyFirst = brakes.equals(List.of(Brake.FIRST_EPOCH_IS_DRY_RUN));
        if (mode == Mode.DRY_RUN || onlyFirst) {
            return dryRun(brakes, progress, tally);
        }
        if (!brakes.isEmpty()) {
            return Outcome.refused("brakes hold: " + brakes);
        }
        return act(epoch, before, progress, tally);
    }

    private Outcome dryRun(List<Brake> brakes, Progress progress, Tally tally) {
        progress.phase("forecasting");
        Forecast forecast = readings.forecast(window);
        progress.figure("dry_run", true);
        progress.figure("brakes", brakes.stream().map(Brake::name).toList());
        tally.amount("young", forecast.young());
        tally.amount("condemned_due", forecast.condemnedDue());
        tally.amount("quarantined_due", forecast.quarantinedDue());
        tally.amount("waiting", forecast.waiting());
        tally.amount("outstanding", forecast.outstanding());
        PackForecast repack = packs.forecast();
        tally.amount("repack", repack.packs());
        tally.count("repack_freed_bytes", repack.freedBytes());
        forecast.nextDue().ifPresent(due -> progress.figure("next_due", due.toString()));
        if (forecast.candidates().count() > 0) {
            progress.figure(
                    "candidates_freed_from",
                    ambient.now()
                            .plus(window.condemned())
                            .plus(window.quarantine())
                            .toString());
        }
        return Outcome.DONE;
    }

    private Outcome act(long epoch, StoreInventory before, Progress progress, Tally tally) {
        progress.phase("finishing earlier deletions");
        packs.own();
        Deleter.Deleted earlier = deleter.deleteAll();
        progress.phase("condemning");
        tally.amount("condemned", sweep.condemn(epoch, window.minAge()));
        progress.phase("taking the fence");
        epochs.enter(epoch, EpochState.FENCING);
        FenceVector fence = mark.fence(epoch);
        if (!mark.intended(epoch, Optional.empty(), 1).isEmpty()) {
            Outcome marked = mark(epoch, fence, progress, tally);
            if (marked.problem().isPresent()) {
                return marked;
            }
            move(epoch, progress, tally);
        }
        progress.phase("giving orphans up");
        tally.amount("orphans", giveUpOrphans(epoch, before, progress.runId()));
        progress.phase("deleting objects");
        Deleter.Deleted now = deleter.deleteAll();
        progress.phase("repacking");
        Amount slices = repack(epoch, progress, tally);
        tally.amount("deleted_objects", earlier.done().add(now.done()).add(slices));
        tally.count("failed_deletions", now.failed());
        progress.phase("counting what is left");
        StoreInventory after = StoreInventory.take(store, inventory);
        tally.amount("objects_left", new Amount(after.objects(), after.bytes()));
        tally.count("freed_bytes", before.bytes() - after.bytes());
        return Outcome.DONE;
    }

    /** Returns the dead slices that are gone. */
    private Amount repack(long epoch, Progress progress, Tally tally) {
        PackRun run = packs.run(epoch, progress::detail);
        tally.amount("repacked_packs", run.repackedPacks());
        tally.amount("copied_slices", run.copiedSlices());
        tally.count("left_slices", run.leftSlices());
        tally.amount("deleted_packs", run.deletedPacks());
        tally.amount("waiting_packs", run.waitingPacks());
        return run.deletedSlices();
    }

    private Outcome mark(long epoch, FenceVector fence, Progress progress, Tally tally) {
        progress.phase("waiting for the lake");
        if (!lake.log().await(fence.refHeads(), settings.fenceWait())) {
            return Outcome.refused("the lake did not reach the fence within " + settings.fenceWait()
                    + "; nothing was deleted, the next epoch goes on");
        }
        progress.phase("marking");
        epochs.enter(epoch, EpochState.MARKING);
        BatchResult marked = marking.run(progress.runId(), fence);
        progress.figure("mark", marked.numbers());
        if (marked.refused()) {
            return Outcome.refused(marked.refusal());
        }
        MarkTally verdicts = marking.apply(progress.runId(), epoch);
        tally.count("judged", verdicts.judged());
        tally.count("confirmed_dead", verdicts.confirmed());
        tally.count("resurrected", verdicts.resurrected());
        tally.count("quarantined_and_referenced", verdicts.quarantinedReferenced());
        List<Brake> brakes = Brake.check(readings.brakeFigures(0, 0, verdicts.drift()), window.profile()).stream()
                .filter(brake -> brake == Brake.ENGINES_DISAGREE || brake == Brake.INCARNATION_CHANGED)
                .toList();
        return brakes.isEmpty() && verdicts.quarantinedReferenced() == 0
                ? Outcome.DONE
                : Outcome.refused("the mark and PostgreSQL disagree on " + verdicts.disagreeing() + " of "
                        + verdicts.judged() + " blocks " + brakes + "; nothing was deleted");
    }

    private void move(long epoch, Progress progress, Tally tally) {
        progress.phase("quarantining");
        epochs.enter(epoch, EpochState.QUARANTINING);
        tally.amount("quarantined", sweep.quarantine(epoch, window.condemned()));
        progress.phase("deleting rows");
        epochs.enter(epoch, EpochState.DELETING);
        tally.amount("deleted_rows", sweep.delete(epoch, window.quarantine()));
    }

    /** Only what was an orphan in a listing that is old enough, and is one in a listing of now. */
    private Amount giveUpOrphans(long epoch, StoreInventory before, long runId) {
        lake.orphans().note(runId, before.suspects(), ambient.now());
        if (before.suspects().isEmpty()) {
            return Amount.ZERO;
        }
        Set<Long> noted = lake.orphans().notedBefore(ambient.now().minus(window.orphanAge()));
        List<StoredObject> orphans = StoreInventory.take(store, inventory).suspects().stream()
                .filter(object -> noted.contains(object.name().generation()))
                .collect(Collectors.toList());
        return orphans.isEmpty() ? Amount.ZERO : inventory.giveUp(epoch, orphans);
    }
}
