package io.holdfast.gc.check;

import io.holdfast.gc.batch.BatchResult;
import io.holdfast.gc.batch.SparkRun;
import io.holdfast.gc.run.Job;
import io.holdfast.gc.run.Outcome;
import io.holdfast.gc.run.Progress;
import java.util.List;

/** Compares references, rows and objects by a batch run. It only reports; what is lost makes the run a failed one. */
public record ReconcileJob(SparkRun batch) implements Job {
    @Override
    public Outcome run(Mode mode, Progress progress) {
        progress.phase("comparing");
        BatchResult result = batch.run("reconcile", progress.runId(), List.of());
        if (result.refused()) {
            return Outcome.refused(result.refusal());
        }
        progress.figures(result.numbers());
        long losses = result.number("losses");
        return losses == 0
                ? Outcome.DONE
                : Outcome.failed(losses + " referenced blocks are lost or damaged; the first: " + result.findings());
    }
}
