package io.holdfast.standalone.command;

import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.system.Instance;
import io.holdfast.standalone.terminal.TypedCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that every command has. */
final class DataOption {
    @Option(names = "--data", paramLabel = "DIR", description = "The data directory; ~/.holdfast unless given.")
    private Optional<Path> directory = Optional.empty();

    DataDirectory directory() {
        return new DataDirectory(directory.orElseGet(() -> home(".holdfast")));
    }

    boolean given() {
        return directory.isPresent();
    }

    /** Where the demo keeps its own system. */
    static DataDirectory demo() {
        return new DataDirectory(home(".holdfast-demo"));
    }

    /** What to add to "nothing runs here" if no directory was given and the demo's system runs. */
    Optional<String> demoHint(String command) throws IOException {
        return given() || Instance.running(demo()).isEmpty()
                ? Optional.empty()
                : Optional.of("the demo's system runs: " + TypedCommand.with(command + " --data " + demo().root()));
    }

    /** A folder in the home of the user: {@code $HOME} as in a shell, or what the system says where it is not set. */
    static Path home(String name) {
        String home = System.getenv("HOME");
        return Path.of(home == null || home.isBlank() ? System.getProperty("user.home") : home, name);
    }
}
