package io.holdfast.benchmarks.fault;

import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.local.LocalBlockStore;
import io.holdfast.blockstore.local.Reserve;
import io.holdfast.blockstore.local.VolumeOptions;
import io.holdfast.blockstore.volumes.Redundancy;
import io.holdfast.blockstore.volumes.VolumesBlockStore;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.fault.FailPoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Stores and blocks that are the same in every run with the same numbers. */
final class Fixture {
    static final Redundancy REDUNDANCY = new Redundancy(4, 2);

    private Fixture() {}

    static LocalBlockStore local(Path data, FailPoint failPoint) {
        Path blocks = data.resolve("blocks");
        return LocalBlockStore.open(blocks, KeySettings.beside(blocks), options(failPoint));
    }

    static VolumesBlockStore volumes(Path data, FailPoint failPoint) {
        return VolumesBlockStore.open(
                disks(data), REDUNDANCY, KeySettings.beside(data.resolve("blocks")), options(failPoint));
    }

    static List<Path> disks(Path data) {
        return IntStream.range(0, REDUNDANCY.total())
                .mapToObj(i -> data.resolve("disk" + i))
                .toList();
    }

    /** Where the file of an object lies on one volume. */
    static Path file(Path volume, ObjectName name) {
        String hash = name.block().hex();
        return volume.resolve("objects")
                .resolve(hash.substring(0, 1))
                .resolve(hash.substring(1, 2))
                .resolve(name.toString());
    }

    /** Every second one can be compressed. */
    static BlockBytes block(int number, int most) {
        Random random = new Random(number);
        byte[] bytes = new byte[random.nextInt(most + 1)];
        if (number % 2 == 0) {
            random.nextBytes(bytes);
        } else {
            byte[] line = ("line of block " + number + "\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = line[i % line.length];
            }
        }
        return BlockBytes.wrap(bytes);
    }

    static ObjectName name(BlockBytes bytes, int number) {
        return new ObjectName(bytes.hash(), number);
    }

    private static VolumeOptions options(FailPoint failPoint) {
        return new VolumeOptions(new Reserve(0, 0), Duration.ofHours(1), failPoint);
    }
}
