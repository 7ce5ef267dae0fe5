package io.holdfast.streams.job;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** The settings that every job runs under, wherever it runs. */
public final class JobConfiguration {
    /** Complete checkpoints that are kept for each job. */
    public static final int KEPT_CHECKPOINTS = 4;

    private JobConfiguration() {}

    /** @param checkpoints folder of this job's checkpoints */
    public static Configuration of(StreamJob job, Path checkpoints, int parallelism) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.NAME, job.name());
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(PipelineOptions.MAX_PARALLELISM, 128);
        settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        settings.set(ExecutionOptions.BUFFER_TIMEOUT, job.tuning().bufferTimeout());
        settings.set(StateBackendOptions.STATE_BACKEND, job.tuning().stateBackend());
        settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, job.checkpointInterval());
        settings.set(
                CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS,
                job.checkpointInterval().dividedBy(2));
        settings.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(5));
        settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 3);
        settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, KEPT_CHECKPOINTS);
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(500));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(10));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, 2.0);
        settings.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofMinutes(1));
        return settings;
    }
}
