package io.holdfast.streams;

import io.holdfast.core.config.Settings;
import io.holdfast.lakehouse.table.LakeCatalog;
import io.holdfast.streams.job.Connections;
import io.holdfast.streams.logic.Window;
import io.holdfast.streams.postgres.Database;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of the process.
 *
 * @param stateDir checkpoints lie under it, one folder a job
 * @param tmpDir emptied at each start
 * @param metricsPort where Prometheus reads
 * @param fanOutWindow how long sync fan-out gathers the changes of a burst
 */
public record StreamSettings(
        Connections connections,
        Path stateDir,
        Path tmpDir,
        int restPort,
        int metricsPort,
        Duration checkpointInterval,
        int parallelism,
        Window fanOutWindow) {
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

    public StreamSettings {
        if (checkpointInterval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException(
                    "streams.checkpoint-interval is at least 100ms, not " + checkpointInterval);
        }
        if (stateDir.startsWith(tmpDir)) {
            throw new IllegalArgumentException(
                    "streams.tmp-dir is emptied at start, so streams.state-dir cannot lie in it: " + stateDir);
        }
        if (parallelism < 1 || parallelism > 128) {
            throw new IllegalArgumentException("streams.parallelism is 1 to 128, not " + parallelism);
        }
    }

    /** @throws IllegalArgumentException naming a key that is missing, wrong or unknown */
    public static StreamSettings of(Settings settings) {
        Database database = new Database(
                settings.text("database.url"), settings.text("database.user"), settings.text("database.password"));
        StreamSettings read = new StreamSettings(
                new Connections(settings.text("kafka.bootstrap-servers"), database, LakeCatalog.of(settings)),
                settings.path("streams.state-dir").toAbsolutePath(),
                settings.path("streams.tmp-dir").toAbsolutePath(),
                port(settings, "streams.rest-port"),
                port(settings, "streams.metrics-port"),
                settings.duration("streams.checkpoint-interval", Duration.ofSeconds(2)),
                settings.number("streams.parallelism", 1),
                new Window(
                        settings.duration("streams.fan-out-window", Window.DEFAULT.shortest()),
                        settings.duration("streams.fan-out-longest-window", Window.DEFAULT.longest()),
                        settings.number("streams.fan-out-calm-rate", Window.DEFAULT.calmPerSecond())));
        settings.refuseUnknown();
        return read;
    }

    private static int port(Settings settings, String key) {
        settings.text(key);
        int port = settings.number(key, 0);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the setting '" + key + "' is " + port + " but must be 0 to 65535");
        }
        return port;
    }
}
