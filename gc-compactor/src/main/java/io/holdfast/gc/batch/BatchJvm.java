package io.holdfast.gc.batch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How to start a batch run.
 *
 * @param java the java command
 * @param temporary folder for everything that runs leave behind; emptied at the start of this service
 * @param heap as after {@code -Xmx}
 * @param archive of the JVM's classes for this class path (made with {@code -XX:ArchiveClassesAtExit}); halves the time that a
 *     small run takes, and one that does not fit is passed over by the JVM
 * @param deadline after which a run is killed
 * @param settings what the run finds in its settings file
 */
public record BatchJvm(
        Path java,
        String classPath,
        Path temporary,
        String heap,
        Optional<Path> archive,
        Duration deadline,
        Map<String, String> settings) {
    public BatchJvm {
        settings = Map.copyOf(settings);
    }

    /** Without the settings, which hold passwords. */
    @Override
    public String toString() {
        return "BatchJvm[" + java + ", " + classPath + ", " + temporary + ", " + heap + ", " + deadline + "]";
    }
}
