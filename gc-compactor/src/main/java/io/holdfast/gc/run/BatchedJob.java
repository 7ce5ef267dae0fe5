package io.holdfast.gc.run;

import io.holdfast.gc.batch.BatchResult;
import io.holdfast.gc.batch.SparkRun;
import java.util.List;

/** A job that is a batch run and nothing else. */
public record BatchedJob(String batchJob, SparkRun batch) implements Job {
    @Override
    public Outcome run(Mode mode, Progress progress) {
        if (mode == Mode.DRY_RUN) {
            return Outcome.refused(batchJob + " has no dry run");
        }
        progress.phase("on Spark");
        BatchResult result = batch.run(batchJob, progress.runId(), List.of());
        progress.figures(result.numbers());
        return result.refused() ? Outcome.refused(result.refusal()) : Outcome.DONE;
    }
}
