package io.holdfast.streams.embedded;

import io.holdfast.streams.StreamSettings;
import io.holdfast.streams.job.JobConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** One Flink cluster inside this JVM, small, with its web page on 127.0.0.1. */
final class EmbeddedFlink implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MiniCluster cluster;

    private EmbeddedFlink(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /** Empties the folder for temporary files, then starts. */
    static EmbeddedFlink start(StreamSettings settings, int jobs) throws Exception {
        emptied(settings.tmpDir());
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration(settings))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(jobs * settings.parallelism())
                .setCommonBindAddress("127.0.0.1")
                .build());
        cluster.start();
        return new EmbeddedFlink(cluster);
    }

    private static Configuration configuration(StreamSettings settings) {
        String tmp = settings.tmpDir().toString();
        Configuration flink = new Configuration();
        flink.set(RestOptions.ADDRESS, "127.0.0.1");
        flink.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        flink.set(RestOptions.PORT, settings.restPort());
        flink.set(RestOptions.BIND_PORT, Integer.toString(settings.restPort()));
        flink.set(WebOptions.SUBMIT_ENABLE, false);
        flink.set(WebOptions.CANCEL_ENABLE, false);
        flink.set(WebOptions.TMP_DIR, tmp);
        flink.set(CoreOptions.TMP_DIRS, tmp);
        flink.set(BlobServerOptions.STORAGE_DIRECTORY, tmp);
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        // Read from the cluster's settings, not from the job's.
        flink.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, JobConfiguration.KEPT_CHECKPOINTS);
        flink.setString(MetricOptions.REPORTERS_LIST.key(), "prom");
        flink.setString(
                "metrics.reporter.prom.factory.class", "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
        flink.setString("metrics.reporter.prom.port", Integer.toString(settings.metricsPort()));
        return flink;
    }

    void submit(JobGraph job) throws ExecutionException, InterruptedException, TimeoutException {
        cluster.submitJob(job).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    JobStatus status(JobID job) throws ExecutionException, InterruptedException, TimeoutException {
        return cluster.getJobStatus(job).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Why the job failed last, with all causes; empty if it did not. */
    String failure(JobID job) throws ExecutionException, InterruptedException, TimeoutException {
        var graph = cluster.getExecutionGraph(job).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return graph.getFailureInfo() == null ? "" : graph.getFailureInfo().getExceptionAsString();
    }

    /** Returns when it has ended; its checkpoints stay. */
    void cancel(JobID job) throws ExecutionException, InterruptedException, TimeoutException {
        cluster.cancelJob(job).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        cluster.requestJobResult(job).get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean hasJob(JobID job) throws ExecutionException, InterruptedException, TimeoutException {
        for (JobStatusMessage known : cluster.listJobs().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            if (known.getJobId().equals(job)) {
                return true;
            }
        }
        return false;
    }

    boolean isRunning() {
        return cluster.isRunning();
    }

    @Override
    public void close() throws Exception {
        cluster.closeAsync().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void emptied(Path folder) throws IOException {
        Trees.delete(folder);
        Files.createDirectories(folder);
    }
}
