package io.holdfast.gc.check;

import io.holdfast.gc.batch.BatchResult;
import io.holdfast.gc.batch.SparkRun;
import io.holdfast.gc.lake.BatchRows;
import io.holdfast.gc.run.Job;
import io.holdfast.gc.run.Outcome;
import io.holdfast.gc.run.Progress;
import io.holdfast.metadata.gc.Verifications;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Reads blocks again by a batch run, and notes when each good one was verified, so that the next run takes others. */
public final class ScrubJob implements Job {
    private static final double MEGA = 1e6;

    private final SparkRun batch;
    private final BatchRows rows;
    private final Verifications verifications;
    private final InstantSource clock;

    public ScrubJob(SparkRun batch, BatchRows rows, Verifications verifications, InstantSource clock) {
        this.batch = batch;
        this.rows = rows;
        this.verifications = verifications;
        this.clock = clock;
    }

    @Override
    public Outcome run(Mode mode, Progress progress) {
        if (mode == Mode.DRY_RUN) {
            return Outcome.refused("scrub has no dry run: it changes nothing but the times of verification");
        }
        progress.phase("reading blocks");
        Instant started = clock.instant(); // not later than any object was read
        BatchResult result = batch.run("scrub", progress.runId(), List.of());
        if (result.refused()) {
            return Outcome.refused(result.refusal());
        }
        progress.figures(result.numbers());
        progress.figure("mb_per_s", megabytesPerSecond(result));
        progress.phase("noting what is good");
        rows.verified(progress.runId(), good -> verifications.note(good, started));
        progress.figure("never_verified", verifications.lacking());
        progress.figure(
                "oldest_verified", verifications.oldest().map(Instant::toString).orElse("never"));
        long findings = result.number("checked") - result.number("ok");
        return findings == 0
                ? Outcome.DONE
                : Outcome.failed(findings + " of " + result.number("checked") + " blocks are bad (missing "
                        + result.number("missing") + ", corrupt " + result.number("corrupt") + ", unreadable "
                        + result.number("unreadable") + "); all are in ops.scrub_results, the first: "
                        + result.findings());
    }

    /** Over the whole of the job, but for the start of Spark. */
    private static double megabytesPerSecond(BatchResult result) {
        long millis = Math.max(1, result.number("job_ms"));
        return Math.round(result.number("bytes") / MEGA / millis * 10_000) / 10.0;
    }
}
