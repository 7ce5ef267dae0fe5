package io.holdfast.standalone.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which processes a launcher that is gone has left behind on its data directory. Only the holder of the directory's lock may
 * ask: while it holds it, no other launcher lives, so whatever works on the directory is an orphan.
 *
 * <p>An orphan is a {@code java} or {@code postgres} whose command line names a path under the directory's {@code run/} or
 * {@code postgres/}. The pid files give it its name; a child that died before its pid file was written has none.
 */
public final class OrphanRule {
    private static final Set<String> PROGRAMS = Set.of("java", "postgres");

    /** A process to stop before anything is started; {@code name} is empty for one without a pid file. */
    public record Orphan(String name, ObservedProcess process) {}

    private OrphanRule() {}

    public static List<Orphan> orphans(
            List<ObservedProcess> running, Map<String, ProcessIdentity> recorded, Path dataDirectory, long self) {
        return running.stream()
                .filter(process -> process.identity().pid() != self)
                .filter(process -> worksOn(process, dataDirectory))
                .map(process -> new Orphan(nameOf(process.identity(), recorded).orElse(""), process))
                .toList();
    }

    /** Whether the program and the arguments of a process show that it works on this data directory. */
    public static boolean worksOn(ObservedProcess process, Path dataDirectory) {
        return PROGRAMS.contains(process.program())
                && process.command().stream()
                        .skip(1)
                        .anyMatch(argument -> names(argument, dataDirectory.resolve("run"))
                                || names(argument, dataDirectory.resolve("postgres")));
    }

    private static boolean names(String argument, Path folder) {
        String value = argument.startsWith("-") ? argument.substring(argument.indexOf('=') + 1) : argument;
        return value.startsWith(folder + "/");
    }

    private static Optional<String> nameOf(ProcessIdentity identity, Map<String, ProcessIdentity> recorded) {
        return recorded.entrySet().stream()
                .filter(entry -> entry.getValue().equals(identity))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
