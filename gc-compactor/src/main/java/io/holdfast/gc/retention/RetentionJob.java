package io.holdfast.gc.retention;

import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.retention.Reason;
import io.holdfast.gc.batch.BatchResult;
import io.holdfast.gc.batch.SparkRun;
import io.holdfast.gc.lake.BatchRows;
import io.holdfast.gc.lake.BatchRows.Proposal;
import io.holdfast.gc.lake.LogHeads;
import io.holdfast.gc.run.Job;
import io.holdfast.gc.run.Outcome;
import io.holdfast.gc.run.Progress;
import io.holdfast.metadata.gc.DeletionLog;
import io.holdfast.metadata.retention.PurgeOutcome;
import io.holdfast.metadata.retention.PurgeProposal;
import io.holdfast.metadata.retention.PurgeRule;
import io.holdfast.metadata.retention.Purges;
import io.holdfast.metadata.retention.TrashPurge;
import io.holdfast.metadata.retention.TrashedEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Decides by a batch run which versions to purge, and purges them. */
public final class RetentionJob implements Job {
    private static final int BATCH = 200;
    private static final int ENTRIES = 1_000;

    private final RetentionSettings settings;
    private final Duration lakeWait;
    private final SparkRun batch;
    private final LogHeads log;
    private final BatchRows rows;
    private final Purges purges;
    private final DeletionLog heads;
    private final InstantSource clock;

    /** @param lakeWait how long to wait for the lake; if it lags longer, it is only less that is proposed */
    public RetentionJob(
            RetentionSettings settings,
            Duration lakeWait,
            SparkRun batch,
            LogHeads log,
            BatchRows rows,
            Purges purges,
            DeletionLog heads,
            InstantSource clock) {
        this.settings = settings;
        this.lakeWait = lakeWait;
        this.batch = batch;
        this.log = log;
        this.rows = rows;
        this.purges = purges;
        this.heads = heads;
        this.clock = clock;
    }

    @Override
    public Outcome run(Mode mode, Progress progress) {
        progress.phase("waiting for the lake");
        progress.figure("lake_caught_up", log.await(heads.refHeads(), lakeWait));
        progress.phase("deciding");
        BatchResult decided = batch.run("retention", progress.runId(), List.of());
        if (decided.refused()) {
            return Outcome.refused(decided.refusal());
        }
        progress.figures(decided.numbers());
        if (mode == Mode.ACT) {
            progress.phase("purging old versions");
            PurgeOutcome old = purgeVersions(progress.runId());
            progress.phase("emptying the trash");
            PurgeOutcome trash = emptyTrash();
            progress.figure("purged_versions", old.purged() + trash.purged());
            progress.figure("purged_bytes", old.bytes() + trash.bytes());
            progress.figure("purged_from_trash", trash.purged());
            progress.figure("passed_over", old.passedOver() + trash.passedOver());
        }
        return Outcome.DONE;
    }

    private PurgeOutcome purgeVersions(long runId) {
        PurgeRule rule = Recheck.policy(settings.policy(), clock.instant());
        PurgeOutcome[] total = {PurgeOutcome.NONE};
        rows.proposals(runId, batch -> total[0] = total[0].add(purgeVersions(batch, rule)));
        return total[0];
    }

    private PurgeOutcome purgeVersions(List<Proposal> batch, PurgeRule rule) {
        Map<UUID, List<PurgeProposal>> byNamespace = batch.stream()
                .filter(proposal -> !proposal.reasons().equals(Reason.TRASH_EXPIRED.label()))
                .collect(Collectors.groupingBy(
                        Proposal::namespace,
                        Collectors.mapping(
                                proposal -> new PurgeProposal(proposal.version(), proposal.reasons()),
                                Collectors.toList())));
        PurgeOutcome total = PurgeOutcome.NONE;
        for (Map.Entry<UUID, List<PurgeProposal>> one : byNamespace.entrySet()) {
            for (int from = 0; from < one.getValue().size(); from += BATCH) {
                int to = Math.min(from + BATCH, one.getValue().size());
                total = total.add(
                        purges.purgeVersions(one.getKey(), one.getValue().subList(from, to), rule));
            }
        }
        return total;
    }

    private PurgeOutcome emptyTrash() {
        Instant now = clock.instant();
        PurgeRule rule = Recheck.trash(settings.trashAge(), now);
        Set<UUID> visited = new HashSet<>();
        PurgeOutcome total = PurgeOutcome.NONE;
        List<TrashedEntry> page;
        do {
            page = purges.trashedBefore(now.minus(settings.trashAge()), ENTRIES).stream()
                    .filter(entry -> visited.add(entry.entryId()))
                    .toList();
            for (TrashedEntry entry : page) {
                total = total.add(empty(entry, rule));
            }
        } while (!page.isEmpty());
        return total;
    }

    private PurgeOutcome empty(TrashedEntry entry, PurgeRule rule) {
        try {
            return purges.purgeAll(
                    TrashPurge.of(entry.namespaceId(), entry.entryId(), Reason.TRASH_EXPIRED.label(), rule), BATCH);
        } catch (NotFound cameBack) {
            return PurgeOutcome.NONE; // taken out of the trash, or purged by its owner, since it was listed
        }
    }
}
