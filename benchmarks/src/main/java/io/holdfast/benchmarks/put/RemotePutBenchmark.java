package io.holdfast.benchmarks.put;

import io.holdfast.benchmarks.Pairs;
import io.holdfast.benchmarks.Pairs.Clock;
import io.holdfast.benchmarks.Report;
import io.holdfast.blockstore.opening.Backend;
import io.holdfast.blockstore.opening.BlockStoreSettings;
import io.holdfast.blockstore.opening.BlockStores;
import io.holdfast.blockstore.opening.OpenStore;
import io.holdfast.blockstore.pack.PackSettings;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.PutEnd;
import io.holdfast.core.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code remote-put}: durable puts of small blocks into S3 or HDFS, in packs, against an object each of the same store. */
@Command(name = "remote-put", description = "Small blocks into S3 or HDFS, in packs against an object each.")
public final class RemotePutBenchmark implements Callable<Integer> {
    @Parameters(
            description = "a file with the settings blocks.* of an empty store in S3 or HDFS; what is put stays there")
    private Path file = Path.of("blocks.properties");

    @Option(names = "--size", defaultValue = "4096", description = "bytes of a block (default ${DEFAULT-VALUE})")
    private int size;

    @Option(names = "--blocks", defaultValue = "512", description = "blocks of a timed turn (default ${DEFAULT-VALUE})")
    private int blocks;

    @Option(
            names = "--threads",
            split = ",",
            defaultValue = "8,64",
            description = "writers at the same time (default ${DEFAULT-VALUE})")
    private List<Integer> threads = List.of();

    @Option(names = "--rounds", defaultValue = "9", description = "timed pairs (default ${DEFAULT-VALUE})")
    private int rounds;

    private final Set<Long> objects = ConcurrentHashMap.newKeySet();
    private long generation;

    /** Puts one block. */
    @FunctionalInterface
    private interface One {
        Location put(ObjectName name, BlockBytes bytes);
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = Settings.load(file);
        BlockStoreSettings read = BlockStoreSettings.of(settings);
        settings.refuseUnknown();
        Report.line("%d blocks of %d bytes a turn, %d pairs", blocks, size, rounds);
        try (OpenStore single = BlockStores.open(with(read, PackSettings.OFF));
                OpenStore packing = BlockStores.open(with(read, PackSettings.DEFAULT))) {
            for (int writers : threads) {
                compare("packs", writers, single, () -> each(writers, packing::put));
                compare("packs, bundles of 256", writers, single, () -> together(packing));
            }
        }
        return 0;
    }

    private static BlockStoreSettings with(BlockStoreSettings read, PackSettings packs) {
        if (read.backend() instanceof Backend.S3 s3) {
            return new BlockStoreSettings(new Backend.S3(s3.settings(), packs), read.keys());
        }
        if (read.backend() instanceof Backend.Hdfs hdfs) {
            return new BlockStoreSettings(new Backend.Hdfs(hdfs.settings(), packs), read.keys());
        }
        throw new IllegalArgumentException("blocks.backend is 's3' or 'hdfs' here");
    }

    private void compare(String name, int writers, OpenStore single, Pairs.Timed measured) throws Exception {
        Pairs.Result result = Pairs.measure(Clock.WALL, 1, rounds, () -> each(writers, single::put), () -> {
            objects.clear();
            measured.run();
        });
        Report.line(
                "%-22s %3d writers %8.0f /s, %5d objects in the last turn  an object each %8.0f /s  ratio %6.2f  (10 %% to 90 %%: %.2f to %.2f)",
                name,
                writers,
                1e9 * blocks / result.nanos(),
                objects.size(),
                1e9 * blocks / result.referenceNanos(),
                result.ratio(),
                result.lowest(),
                result.highest());
    }

    private void together(OpenStore store) {
        for (int left = blocks; left > 0; left -= 256) {
            Map<ObjectName, BlockBytes> bundle = new HashMap<>();
            for (int i = 0; i < Math.min(left, 256); i++) {
                BlockBytes bytes = content(generation);
                bundle.put(new ObjectName(bytes.hash(), generation++), bytes);
            }
            store.putAll(bundle)
                    .values()
                    .forEach(
                            end -> objects.add(((PutEnd.Durable) end).location().object()));
        }
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
                    for (long number = first + from; number < first + blocks; number += writers) {
                        BlockBytes bytes = content(number);
                        objects.add(one.put(new ObjectName(bytes.hash(), number), bytes)
                                .object());
                    }
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
    private BlockBytes content(long number) {
        byte[] content = new byte[size];
        new Random(number).nextBytes(content);
        return BlockBytes.wrap(content);
    }
}
