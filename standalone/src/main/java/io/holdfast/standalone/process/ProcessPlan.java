package io.holdfast.standalone.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One process: how it is prepared, started, known to be healthy and stopped.
 *
 * @param name short and unique; names the log and the pid file
 * @param command program and arguments; must name a path under the data directory, see {@link OrphanRule}
 * @param log where standard output and error go, appended
 * @param startWithin how long it may take to become healthy
 * @param stopWithin how long it may take to stop before it is killed
 */
public record ProcessPlan(
        String name,
        List<String> command,
        Path workingDirectory,
        Path log,
        Preparation preparation,
        HealthCheck health,
        StopSignal stopSignal,
        Duration startWithin,
        Duration stopWithin) {
    public ProcessPlan {
        command = List.copyOf(command);
    }
}
