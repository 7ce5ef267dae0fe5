package io.holdfast.blockstore.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Real file systems of a few mebibytes, mounted for one test; the test is skipped, and says so, where that is not allowed. */
final class SmallDisk implements AutoCloseable {
    private final Path directory;
    private final Deque<Path> mounted = new ArrayDeque<>();

    SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** A file system in memory of this size. */
    Path memory(String name, int mebibytes) throws IOException {
        return mount(name, "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs");
    }

    /**
     * An ext4 file system that promises more than its image can hold: past {@code real} MiB its device fails to write.
     * Linux reports that when a file is forced, after it took the bytes: as an input/output error or as a full disk.
     */
    Path failing(int real, int promised) throws IOException {
        Path image = memory("backing", real).resolve("image");
        run("truncate", "-s", promised + "M", image.toString());
        run("mkfs.ext4", "-q", "-F", "-E", "nodiscard,lazy_itable_init=1", "-O", "^has_journal", image.toString());
        return mount("failing", "-o", "loop", image.toString());
    }

    /** Makes what lies there read-only, as after a file system error, until the cover is closed. */
    Cover readOnly(Path point) throws IOException {
        run("mount", "--bind", point.toString(), point.toString());
        Cover cover = new Cover(point);
        run("mount", "-o", "remount,bind,ro", point.toString());
        return cover;
    }

    /** A read-only view mounted over a directory. */
    record Cover(Path point) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            run("umount", point.toString());
        }
    }

    private Path mount(String name, String... what) throws IOException {
        Path point = Files.createDirectory(directory.resolve(name));
        String[] command = new String[what.length + 2];
        command[0] = "mount";
        System.arraycopy(what, 0, command, 1, what.length);
        command[what.length + 1] = point.toString();
        run(command);
        mounted.push(point);
        return point;
    }

    @Override
    public void close() throws IOException {
        while (!mounted.isEmpty()) {
            run("umount", "--lazy", mounted.pop().toString());
        }
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean ended = process.waitFor(30, TimeUnit.SECONDS);
            Assumptions.assumeTrue(
                    ended && process.exitValue() == 0, () -> "this machine cannot " + List.of(command) + ": " + said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
