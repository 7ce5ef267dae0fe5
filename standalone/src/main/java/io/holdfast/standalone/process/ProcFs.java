package io.holdfast.standalone.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes of this machine as Linux shows them under {@code /proc}. Zombies count as gone. */
public final class ProcFs {
    private static final Path PROC = Path.of("/proc");

    private ProcFs() {}

    /** This process. */
    public static ProcessIdentity self() {
        return observe(ProcessHandle.current().pid())
                .map(ObservedProcess::identity)
                .orElseThrow(() -> new IllegalStateException("cannot read /proc/self/stat; Holdfast needs Linux"));
    }

    public static Optional<ObservedProcess> observe(long pid) {
        Path directory = PROC.resolve(Long.toString(pid));
        try {
            return parse(
                    pid,
                    Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1),
                    Files.readString(directory.resolve("cmdline"), StandardCharsets.ISO_8859_1),
                    bootId());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether this very process, and not a later one with its pid, still runs. */
    public static boolean alive(ProcessIdentity identity) {
        return observe(identity.pid())
                .map(ObservedProcess::identity)
                .filter(identity::equals)
                .isPresent();
    }

    public static List<ObservedProcess> all() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .map(ProcFs::observe)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Resident bytes of a process and what its descendants add to it (their shares of shared pages only); 0 if it is gone. */
    public static long residentBytes(long pid) {
        long descendants = ProcessHandle.of(pid)
                .map(ProcessHandle::descendants)
                .orElseGet(Stream::empty)
                .mapToLong(child -> kilobytes(PROC.resolve(child.pid() + "/smaps_rollup"), "Pss:"))
                .sum();
        return ownResidentBytes(pid) + descendants * 1024;
    }

    /** Resident bytes of this process alone. */
    public static long ownResidentBytes(long pid) {
        return kilobytes(PROC.resolve(Long.toString(pid)).resolve("status"), "VmRSS:") * 1024;
    }

    static Optional<ObservedProcess> parse(long pid, String stat, String commandLine, String bootId) {
        // the name in parentheses may hold spaces and parentheses
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        if (fields[0].equals("Z") || fields[0].equals("X")) {
            return Optional.empty();
        }
        List<String> command = Arrays.stream(commandLine.split("\0", -1))
                .filter(part -> !part.isEmpty())
                .toList();
        ProcessIdentity identity = new ProcessIdentity(pid, Long.parseLong(fields[19]), bootId);
        return Optional.of(new ObservedProcess(identity, Long.parseLong(fields[1]), command));
    }

    private static long kilobytes(Path file, String key) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private static String bootId() throws IOException {
        return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
    }
}
