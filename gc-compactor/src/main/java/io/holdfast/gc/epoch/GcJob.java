package io.holdfast.gc.epoch;

import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.gc.batch.SparkRun;
import io.holdfast.gc.run.Job;
import io.holdfast.gc.run.Outcome;
import io.holdfast.gc.run.Progress;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.gc.EpochState;
import io.holdfast.metadata.gc.Epochs;
import io.holdfast.metadata.gc.Intents;
import io.holdfast.metadata.gc.SecondMark;
import io.holdfast.metadata.upload.Reaper;
import io.holdfast.metadata.upload.UploadLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Garbage collection, from uploads that nobody keeps alive to the proof of what was deleted. One run is one epoch: it condemns
 * what nothing refers to and carries on with what earlier epochs condemned, each block as far as its time has come.
 */
public final class GcJob implements Job {
    private static final int UPLOADS = 200;
    /** Longer than any client takes for one block. */
    private static final Duration LATE_PUT = Duration.ofHours(1);

    private static final Duration UPLOADS_REMEMBERED = Duration.ofDays(7);
    private static final Duration INTENTS_REMEMBERED = Duration.ofDays(90);

    private final Database database;
    private final Ambient ambient;
    private final GcLake lake;
    private final Epochs epochs;
    private final Reaper uploads;
    private final Intents intents;
    private final BlockStore store;
    private final EpochSteps steps;

    public GcJob(
            GcSettings settings,
            Database database,
            Ambient ambient,
            CollectedStore collected,
            SparkRun batch,
            GcLake lake) {
        this.database = database;
        this.ambient = ambient;
        this.lake = lake;
        this.epochs = new Epochs(database, ambient);
        this.uploads = new Reaper(
                database,
                ambient,
                new UploadLimits(UploadLimits.DEFAULT.lease(), settings.window().sessionMax()));
        this.intents = new Intents(database, ambient);
        this.store = collected.store();
        this.steps = new EpochSteps(settings, database, ambient, collected, batch, lake);
    }

    @Override
    public Outcome run(Mode mode, Progress progress) {
        progress.phase("ending uploads");
        progress.figure("expired_uploads", endUploads());
        Instant started = ambient.now();
        long epoch = epochs.begin("maintenance run " + progress.runId(), Lease.LENGTH);
        progress.figure("epoch", epoch);
        Tally tally = new Tally(progress);
        EpochState end = EpochState.FAILED;
        try (Lease ignored = new Lease(epochs, epoch)) {
            Outcome outcome = steps.collect(epoch, mode, progress, tally);
            end = outcome.problem().isPresent() ? EpochState.REFUSED : EpochState.DONE;
            progress.phase("writing the books");
            tally.count("proved_deletions", lake.books().proveDeletions());
            lake.books()
                    .epoch(
                            epoch,
                            end.name(),
                            started,
                            ambient.now(),
                            JsonMapper.shared().writeValueAsString(tally.counts()));
            return outcome;
        } catch (RuntimeException e) {
            end = EpochState.FAILED;
            throw e;
        } finally {
            epochs.end(epoch, end, tally.counts());
        }
    }

    /** Ends uploads that nobody keeps alive and forgets what is long over. Returns how many it ended. */
    public long endUploads() {
        long ended = 0;
        int batch;
        do {
            batch = uploads.reap(UPLOADS);
            ended += batch;
        } while (batch == UPLOADS);
        do {
            batch = uploads.lapse(LATE_PUT, UPLOADS);
        } while (batch == UPLOADS);
        do {
            batch = uploads.forget(UPLOADS_REMEMBERED, UPLOADS);
        } while (batch == UPLOADS);
        intents.forget(INTENTS_REMEMBERED);
        return ended;
    }

    /**
     * Undo: brings back everything that an epoch condemned and that is not deleted yet. Works while an epoch runs, too.
     *
     * @return how many blocks are live again
     */
    public int undelete(long epoch) {
        Predicate<Location> there = store::contains;
        return new SecondMark(database, ambient).undelete(epoch, there);
    }
}
