package io.holdfast.streams.embedded;

import io.holdfast.lakehouse.topic.Topic;
import io.holdfast.streams.job.JobConfiguration;
import io.holdfast.streams.job.StreamJob;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one job running: submits it from its newest sound checkpoint once its topics are there, and again from there when it ended
 * or when a topic was made anew. A checkpoint that Flink fails to restore is passed over for the one before it; when none is
 * left the job starts without state, which rebuilds everything from the journal. One thread.
 */
final class JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private static final List<String> RESTORE_FAILURES =
            List.of("BackendBuildingException", "StateMigrationException", "checksum mismatch");

    private final StreamJob job;
    private final EmbeddedFlink flink;
    private final CheckpointFolder checkpoints;
    private final int parallelism;
    private final Set<Checkpoint> unsound = new HashSet<>();
    private @Nullable Run run;

    JobRunner(StreamJob job, EmbeddedFlink flink, CheckpointFolder checkpoints, int parallelism) {
        this.job = job;
        this.flink = flink;
        this.checkpoints = checkpoints;
        this.parallelism = parallelism;
    }

    String name() {
        return job.name();
    }

    /**
     * Looks and acts once.
     *
     * @param seen ids of the topics that are there now; empty if the broker does not answer, which changes nothing
     */
    void step(Map<Topic, String> seen) throws Exception {
        Map<Topic, String> topics = seen.entrySet().stream()
                .filter(entry -> job.topics().contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Run current = run;
        if (current != null) {
            run = keep(current, topics) ? current : null;
        }
        if (run == null && topics.keySet().containsAll(job.topics())) {
            run = submit(topics);
        }
    }

    /** Whether the run goes on; if not, it has ended when this returns. */
    private boolean keep(Run current, Map<Topic, String> topics) throws Exception {
        if (!flink.hasJob(current.id())) {
            LOG.warn("job {} is no longer known to Flink; starting it again", job.name());
            return false;
        }
        JobStatus status = flink.status(current.id());
        if (status.isGloballyTerminalState()) {
            LOG.warn("job {} ended as {}: {}", job.name(), status, flink.failure(current.id()));
            // Ended by itself before it could checkpoint: what it was restored from cannot be taken up.
            if (checkpoints.newestFirst().stream().noneMatch(current::wrote)) {
                current.from().ifPresent(unsound::add);
            }
            return false;
        }
        if (status == JobStatus.RESTARTING && current.from().isPresent() && cannotRestore(current)) {
            LOG.warn(
                    "job {} cannot be restored from {}",
                    job.name(),
                    current.from().get().folder());
            unsound.add(current.from().get());
            flink.cancel(current.id());
            return false;
        }
        if (current.readsAnother(topics)) {
            LOG.info("topics of job {} were made anew: restarting it from its last checkpoint", job.name());
            flink.cancel(current.id());
            return false;
        }
        return true;
    }

    /** Told by the failure's text, because Flink passes it on as text. */
    private boolean cannotRestore(Run current) throws Exception {
        String failure = flink.failure(current.id());
        return RESTORE_FAILURES.stream().anyMatch(failure::contains);
    }

    private Run submit(Map<Topic, String> topics) throws Exception {
        checkpoints.tidy();
        Optional<Checkpoint> from = newestSound();
        try (StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(
                JobConfiguration.of(job, checkpoints.path(), parallelism))) {
            job.build(environment, topics);
            JobID id = new JobID();
            JobGraph graph = environment.getStreamGraph().getJobGraph(getClass().getClassLoader(), id);
            graph.setSavepointRestoreSettings(from.map(checkpoint ->
                            SavepointRestoreSettings.forPath(checkpoint.uri(), true, RecoveryClaimMode.NO_CLAIM))
                    .orElseGet(SavepointRestoreSettings::none));
            flink.submit(graph);
            LOG.info(
                    "job {} submitted as {}, {}",
                    job.name(),
                    id,
                    from.map(checkpoint -> "restored from " + checkpoint.folder())
                            .orElse("without state: reading the journal from its beginning"));
            return new Run(id, topics, from);
        }
    }

    private Optional<Checkpoint> newestSound() throws IOException {
        List<Checkpoint> all = checkpoints.newestFirst();
        for (Checkpoint checkpoint : all) {
            if (!unsound.contains(checkpoint)) {
                Optional<String> problem = CheckpointCheck.problem(checkpoint);
                if (problem.isEmpty()) {
                    return Optional.of(checkpoint);
                }
                LOG.warn("job {} cannot use {}: {}", job.name(), checkpoint.folder(), problem.get());
            }
        }
        if (!all.isEmpty()) {
            LOG.warn("job {} has {} checkpoints and can use none of them", job.name(), all.size());
        }
        return Optional.empty();
    }

    /** One submission of the job. */
    private record Run(JobID id, Map<Topic, String> topics, Optional<Checkpoint> from) {
        boolean readsAnother(Map<Topic, String> seen) {
            return seen.entrySet().stream().anyMatch(topic -> !topic.getValue().equals(topics.get(topic.getKey())));
        }

        boolean wrote(Checkpoint checkpoint) {
            return checkpoint.run().endsWith(id.toString());
        }
    }
}
