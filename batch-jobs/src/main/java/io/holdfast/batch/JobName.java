package io.holdfast.batch;

import io.holdfast.batch.mark.MarkJob;
import io.holdfast.batch.reconcile.ReconcileJob;
import io.holdfast.batch.retention.RetentionJob;
import io.holdfast.batch.rollup.RollupsJob;
import io.holdfast.batch.scrub.ScrubJob;
import io.holdfast.batch.upkeep.UpkeepJob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;

/** The jobs there are. */
enum JobName {
    RETENTION,
    GC_MARK,
    ROLLUPS,
    UPKEEP,
    SCRUB,
    RECONCILE;

    /** @throws IllegalArgumentException if there is no such job */
    static JobName parse(String word) {
        return Arrays.stream(values())
                .filter(name -> name.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no batch job '" + word + "'"));
    }

    /** As on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    BatchJob create(BatchSettings settings) {
        return switch (this) {
            case RETENTION -> new RetentionJob(settings.database(), settings.retention());
            case GC_MARK -> new MarkJob(settings.database());
            case ROLLUPS -> new RollupsJob(settings.database());
            case UPKEEP -> new UpkeepJob(settings.upkeep());
            case SCRUB -> new ScrubJob(settings.database(), settings.scrub());
            case RECONCILE -> new ReconcileJob(settings.database(), settings.scrub());
        };
    }

    /** For the help text. */
    static final class Words extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Words() {
            super(Arrays.stream(JobName.values()).map(JobName::word).toList());
        }
    }
}
