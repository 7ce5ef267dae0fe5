package io.holdfast.benchmarks.put;

import io.holdfast.benchmarks.Pairs;
import io.holdfast.benchmarks.Pairs.Clock;
import io.holdfast.benchmarks.Report;
import io.holdfast.blockstore.local.LocalBlockStore;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.ObjectName;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code put}: durable puts into the local store against write + fsync + rename + directory fsync of the same bytes. */
@Command(name = "put", description = "Durable puts against bare file calls on the same disk.")
public final class PutBenchmark implements Callable<Integer> {
    @Parameters(description = "an empty or new directory on the disk to measure")
    private Path directory = Path.of("put-benchmark");

    @Option(names = "--size", defaultValue = "4194304", description = "bytes of a block (default ${DEFAULT-VALUE})")
    private int size;

    @Option(names = "--rounds", defaultValue = "200", description = "timed pairs (default ${DEFAULT-VALUE})")
    private int rounds;

    private long generation;

    @Override
    public Integer call() throws Exception {
        BareFiles bare = new BareFiles(Files.createDirectories(directory.resolve("bare")));
        byte[] random = new byte[size];
        new Random(1).nextBytes(random);
        byte[] half = random.clone();
        Arrays.fill(half, size / 2, size, (byte) 'x');
        Report.line("blocks of %d bytes, %d pairs, in %s", size, rounds, directory.toAbsolutePath());
        try (LocalBlockStore store = LocalBlockStore.open(directory.resolve("blocks"))) {
            put("put, incompressible", store, bare, random);
            put("put, half compressible", store, bare, half);
            get("get, incompressible", store, bare, random);
        }
        return 0;
    }

    private void put(String name, LocalBlockStore store, BareFiles bare, byte[] content) throws Exception {
        BlockBytes bytes = BlockBytes.wrap(content);
        ObjectName first = new ObjectName(bytes.hash(), 0);
        ByteBuffer direct = ByteBuffer.allocateDirect(size).put(content).flip();
        Pairs.measure(
                        Clock.WALL,
                        20,
                        rounds,
                        () -> bare.write(Long.toString(generation++), direct.rewind()),
                        () -> store.put(new ObjectName(first.block(), ++generation), bytes))
                .print(name, size);
    }

    private void get(String name, LocalBlockStore store, BareFiles bare, byte[] content) throws Exception {
        BlockBytes bytes = BlockBytes.wrap(content);
        ObjectName object = new ObjectName(bytes.hash(), ++generation);
        store.put(object, bytes);
        Path file = Files.write(bare.directory().resolve("read"), content);
        Pairs.measure(Clock.WALL, 20, rounds, () -> Files.readAllBytes(file), () -> store.get(object))
                .print(name + " (reference: read only)", size);
    }
}
