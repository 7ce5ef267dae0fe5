package io.holdfast.streams;

import io.holdfast.core.config.Settings;
import io.holdfast.streams.embedded.Supervisor;
import io.holdfast.streams.job.DedupAccounting;
import io.holdfast.streams.job.LakeIngest;
import io.holdfast.streams.job.RefCounting;
import io.holdfast.streams.job.StreamJob;
import io.holdfast.streams.job.SyncFanOut;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code StreamJobs --config FILE}: the stream jobs on an embedded Flink cluster, until it is told to stop. Exit codes: 0 stopped, 2
 * wrong settings, 75 the cluster broke and a fresh process should be started.
 */
public final class StreamJobs {
    private static final Logger LOG = LoggerFactory.getLogger(StreamJobs.class);
    private static final int WRONG_SETTINGS = 2;
    private static final int TRY_AGAIN = 75;

    private StreamJobs() {}

    public static void main(String[] arguments) {
        StreamSettings settings;
        try {
            settings = StreamSettings.of(Settings.load(configFile(arguments)));
        } catch (RuntimeException e) {
            LOG.error("cannot start: {}", e.getMessage());
            System.exit(WRONG_SETTINGS);
            return;
        }
        try {
            run(settings);
        } catch (Exception | Error e) {
            LOG.error("the process ends; start it again", e);
            Runtime.getRuntime().halt(TRY_AGAIN);
        }
    }

    private static void run(StreamSettings settings) throws Exception {
        Supervisor supervisor = Supervisor.start(settings, jobs(settings));
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(supervisor, main), "stop"));
        LOG.info("Flink is up on 127.0.0.1:{}", settings.restPort());
        supervisor.run();
    }

    private static List<StreamJob> jobs(StreamSettings settings) {
        return List.of(
                new RefCounting(settings.connections(), settings.checkpointInterval()),
                new DedupAccounting(settings.connections(), settings.checkpointInterval()),
                new LakeIngest(settings.connections(), settings.checkpointInterval()),
                new SyncFanOut(settings.connections(), settings.checkpointInterval(), settings.fanOutWindow()));
    }

    private static void stop(Supervisor supervisor, Thread main) {
        try {
            supervisor.close();
            main.join(5_000);
            LOG.info("stopped");
        } catch (Exception e) {
            LOG.warn("did not stop cleanly; the next start goes on from the last checkpoints", e);
        }
    }

    private static Path configFile(String[] arguments) {
        if (arguments.length != 2 || !arguments[0].equals("--config")) {
            throw new IllegalArgumentException("usage: StreamJobs --config FILE");
        }
        return Path.of(arguments[1]);
    }
}
