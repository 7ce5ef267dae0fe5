package io.holdfast.blockstore.volumes;

import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.key.KeySettings.Encryption;
import io.holdfast.blockstore.local.Reserve;
import io.holdfast.blockstore.local.VolumeOptions;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.fault.FailPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Directories that stand for disks, and what can happen to them. */
final class TestVolumes {
    private final Path data;
    private final Redundancy redundancy;
    private final List<Path> directories;

    TestVolumes(Path data, Redundancy redundancy) {
        this.data = data;
        this.redundancy = redundancy;
        this.directories = IntStream.range(0, redundancy.total())
                .mapToObj(i -> data.resolve("disk" + i))
                .toList();
    }

    VolumesBlockStore open() {
        return open(FailPoint.NONE);
    }

    VolumesBlockStore open(FailPoint failPoint) {
        return VolumesBlockStore.open(
                directories,
                redundancy,
                new KeySettings(data.resolve("keys/blocks.keystore"), Encryption.ON),
                new VolumeOptions(new Reserve(0, 0), Duration.ofHours(1), failPoint));
    }

    VolumesObjectReaper reaper() {
        return VolumesObjectReaper.open(directories, redundancy);
    }

    Path disk(int number) {
        return directories.get(number);
    }

    /** Takes the disk away and leaves the empty directory where it was mounted. */
    void unmount(int number) {
        try {
            Files.move(disk(number), data.resolve("unmounted" + number));
            Files.createDirectory(disk(number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void mount(int number) {
        try {
            Files.delete(disk(number));
            Files.move(data.resolve("unmounted" + number), disk(number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of the pieces, the disks in order. */
    List<Path> pieces(ObjectName name) {
        return directories.stream().flatMap(disk -> files(disk, name)).toList();
    }

    List<Path> evidence(ObjectName name) {
        return directories.stream()
                .map(disk -> disk.resolve("evidence"))
                .filter(Files::isDirectory)
                .flatMap(TestVolumes::list)
                .filter(file -> file.getFileName().toString().startsWith(name.toString()))
                .toList();
    }

    /** Where the piece of this index lies. */
    Path piece(ObjectName name, int index) {
        return pieces(name).stream()
                .filter(file -> read(file)[7] == index)
                .findFirst()
                .orElseThrow();
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Flips one bit of the file, the same for the same seed. */
    static void flip(Path file, int seed) {
        byte[] bytes = read(file);
        int bit = Math.floorMod(seed * 7919, 8 * bytes.length);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        write(file, bytes);
    }

    private static Stream<Path> files(Path disk, ObjectName name) {
        String hash = name.block().hex();
        Path file = disk.resolve("objects")
                .resolve(hash.substring(0, 1))
                .resolve(hash.substring(1, 2))
                .resolve(name.toString());
        return Files.exists(file) ? Stream.of(file) : Stream.empty();
    }

    private static Stream<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
