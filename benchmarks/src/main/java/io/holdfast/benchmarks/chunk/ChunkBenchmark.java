package io.holdfast.benchmarks.chunk;

import io.holdfast.benchmarks.Pairs;
import io.holdfast.benchmarks.Pairs.Clock;
import io.holdfast.benchmarks.Report;
import io.holdfast.benchmarks.rule.Rule;
import io.holdfast.benchmarks.rule.Rules;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.chunk.Chunker;
import io.holdfast.core.chunk.ChunkingProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code chunk}: chunk + SHA-256 against SHA-256 alone, of the same bytes in memory or from the same kind of stream. */
@Command(name = "chunk", description = "Chunk + SHA-256 against SHA-256 alone (target P1).")
public final class ChunkBenchmark implements Callable<Integer> {
    private static final int PIECE = 64 << 10;

    @Option(names = "--mib", defaultValue = "128", description = "content, in MiB (default ${DEFAULT-VALUE})")
    private int mib;

    @Option(names = "--rounds", defaultValue = "15", description = "timed pairs (default ${DEFAULT-VALUE})")
    private int rounds;

    @Override
    public Integer call() throws Exception {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        Report.line(
                "JDK %s, Vector API %s, %d MiB, %d pairs, processor time of one thread",
                Runtime.version(), vectors ? "there" : "absent", mib, rounds);
        byte[] random = new byte[mib << 20];
        new Random(1).nextBytes(random);
        rule("cdc-v1, as this JVM runs it", random, Rules.cdcV1());
        rule("cdc-v1, scalar", random, Rules.cdcV1Scalar());
        rule("fastcdc", random, Rules.fastCdc());
        rule("fixed-4m", random, Rules.fixed());
        stream("cdc-v1, from a stream", random);
        worstCase(random);
        return 0;
    }

    private void rule(String name, byte[] bytes, Rule rule) throws Exception {
        Pairs.measure(Clock.PROCESSOR, 3, rounds, () -> hash(bytes), () -> rule.split(bytes, block -> block.hash()))
                .print(name, bytes.length);
    }

    private void stream(String name, byte[] bytes) throws Exception {
        Chunker chunker = Chunker.of(ChunkingProfile.CDC_V1);
        Pairs.measure(
                        Clock.PROCESSOR,
                        3,
                        rounds,
                        () -> hash(new ByteArrayInputStream(bytes)),
                        () -> chunker.split(new ByteArrayInputStream(bytes), block -> block.hash()))
                .print(name, bytes.length);
    }

    /** Zeros tie at every place and make the smallest blocks. */
    private void worstCase(byte[] random) throws Exception {
        byte[] zeros = new byte[random.length];
        Rule rule = Rules.cdcV1();
        Pairs.measure(
                        Clock.PROCESSOR,
                        3,
                        rounds,
                        () -> rule.split(random, block -> block.hash()),
                        () -> rule.split(zeros, block -> block.hash()))
                .print("cdc-v1, zeros against random", random.length);
    }

    private static void hash(byte[] bytes) {
        MessageDigest sha256 = BlockId.sha256();
        for (int at = 0; at < bytes.length; at += PIECE) {
            sha256.update(bytes, at, Math.min(PIECE, bytes.length - at));
        }
        sha256.digest();
    }

    private static void hash(InputStream in) throws IOException {
        MessageDigest sha256 = BlockId.sha256();
        byte[] piece = new byte[PIECE];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            sha256.update(piece, 0, read);
        }
        sha256.digest();
    }
}
