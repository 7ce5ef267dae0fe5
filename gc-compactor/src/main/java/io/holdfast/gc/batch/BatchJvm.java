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
 * @param archives folder for the archive of the JVM's classes, which the first run makes and later ones start from; none is made if
 *     absent
 * @param deadline after which a run is killed
 * @param settings what the run finds in its settings file
 */
public record BatchJvm(
        Path java,
        String classPath,
        Path temporary,
        String heap,
        Optional<Path> archives,
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
