package io.holdfast.benchmarks.put;

import io.holdfast.benchmarks.Pairs;
import io.holdfast.benchmarks.Pairs.Clock;
import io.holdfast.benchmarks.Report;
import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.local.LocalBlockStore;
import io.holdfast.blockstore.local.VolumeOptions;
import io.holdfast.blockstore.pack.PackSettings;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.ObjectName;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code small-put}: durable puts of small blocks, in packs and not, against a file each with write + fsync + rename + directory fsync. */
@Command(name = "small-put", description = "Durable puts of small blocks against a file each, on the same disk.")
public final class SmallPutBenchmark implements Callable<Integer> {
    @Parameters(description = "an empty or new directory on the disk to measure")
    private Path directory = Path.of("small-put-benchmark");

    @Option(
            names = "--sizes",
            split = ",",
            defaultValue = "8192,4096",
            description = "bytes of a block (default ${DEFAULT-VALUE})")
    private List<Integer> sizes = List.of();

    @Option(names = "--blocks", defaultValue = "512", description = "blocks of a timed turn (default ${DEFAULT-VALUE})")
    private int blocks;

    @Option(
            names = "--threads",
            defaultValue = "8",
            description = "writers at the same time (default ${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--rounds", defaultValue = "15", description = "timed pairs (default ${DEFAULT-VALUE})")
    private int rounds;

    private long generation;

    /** Puts one block, or writes one file. */
    @FunctionalInterface
    private interface One {
        void put(long number) throws Exception;
    }

    @Override
    public Integer call() throws Exception {
        Report.line("%d blocks a turn, %d pairs, in %s", blocks, rounds, directory.toAbsolutePath());
        for (int size : sizes) {
            Path of = directory.resolve(Integer.toString(size));
            BareFiles bare = new BareFiles(Files.createDirectories(of.resolve("bare")));
            Path singles = of.resolve("singles");
            Path packed = of.resolve("packed");
            try (LocalBlockStore single = open(singles, PackSettings.OFF);
                    LocalBlockStore packing = open(packed, PackSettings.DEFAULT)) {
                compare("a file each, 1 writer", bare, size, 1, () -> each(1, putter(single, size)));
                compare("packs, 1 writer", bare, size, 1, () -> each(1, putter(packing, size)));
                compare(
                        "packs, " + threads + " writers",
                        bare,
                        size,
                        threads,
                        () -> each(threads, putter(packing, size)));
                compare("packs, one bundle of all", bare, size, threads, () -> together(packing, size));
            }
        }
        return 0;
    }

    /** @param writers how many write the files of the reference at the same time */
    private void compare(String name, BareFiles bare, int size, int writers, Pairs.Timed measured) throws Exception {
        Pairs.Result result = Pairs.measure(
                Clock.WALL,
                3,
                rounds,
                () -> each(
                        writers, number -> bare.write(Long.toString(number), ByteBuffer.wrap(content(size, number)))),
                measured);
        Report.line(
                "%5d bytes  %-26s %8.0f /s  a file each, %d writers %8.0f /s  ratio %6.2f  (10 %% to 90 %%: %.2f to %.2f)",
                size,
                name,
                1e9 * blocks / result.nanos(),
                writers,
                1e9 * blocks / result.referenceNanos(),
                result.ratio(),
                result.lowest(),
                result.highest());
    }

    private static LocalBlockStore open(Path directory, PackSettings packs) {
        return LocalBlockStore.open(directory, KeySettings.beside(directory), VolumeOptions.DEFAULT, packs);
    }

    private One putter(LocalBlockStore store, int size) {
        return number -> {
            BlockBytes bytes = BlockBytes.wrap(content(size, number));
            store.put(new ObjectName(bytes.hash(), number), bytes);
        };
    }

    private void together(LocalBlockStore store, int size) {
        Map<ObjectName, BlockBytes> bundle = new HashMap<>();
        for (int i = 0; i < blocks; i++) {
            long number = generation++;
            BlockBytes bytes = BlockBytes.wrap(content(size, number));
            bundle.put(new ObjectName(bytes.hash(), number), bytes);
        }
        store.putAll(bundle);
    }

    /** All blocks of a turn, from so many threads. */
    private void each(int writers, One one) throws Exception {
        long first = generation;
        generation += blocks;
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try {
            List<Future<?>> parts = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int from = writer;
                parts.add(pool.submit(() -> {
                    for (int i = from; i < blocks; i += writers) {
                        one.put(first + i);
                    }
                    return null;
                }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    /** Different each time, and not to be compressed. */
    private static byte[] content(int size, long number) {
        byte[] content = new byte[size];
        new Random(number).nextBytes(content);
        return content;
    }
}
