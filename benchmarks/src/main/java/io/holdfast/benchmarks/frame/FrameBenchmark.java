package io.holdfast.benchmarks.frame;

import io.holdfast.benchmarks.Pairs;
import io.holdfast.benchmarks.Pairs.Clock;
import io.holdfast.benchmarks.Report;
import io.holdfast.blockstore.frame.Frame;
import io.holdfast.blockstore.frame.FrameCodec;
import io.holdfast.blockstore.key.KeyRing;
import io.holdfast.blockstore.key.Keystore;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.ObjectName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Random;
import java.util.concurrent.Callable;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code frame}: encoding and decoding of incompressible blocks, against bare AES-256-GCM of the same bytes in pieces of 64 KiB. */
@Command(name = "frame", description = "Sealing and opening blocks against bare AES-256-GCM.")
public final class FrameBenchmark implements Callable<Integer> {
    private static final int PIECE = 1 << 16;

    @Option(names = "--size", defaultValue = "4194304", description = "bytes of a block (default ${DEFAULT-VALUE})")
    private int size;

    @Option(names = "--rounds", defaultValue = "300", description = "timed pairs (default ${DEFAULT-VALUE})")
    private int rounds;

    private final byte[] sealed = new byte[PIECE + 16];
    private int nonce;

    @Override
    public Integer call() throws Exception {
        byte[] content = new byte[size];
        new Random(1).nextBytes(content);
        BlockBytes bytes = BlockBytes.wrap(content);
        ObjectName name = new ObjectName(bytes.hash(), 1);
        SecureRandom random = new SecureRandom();
        Path keys = Files.createTempDirectory("holdfast-frame");
        FrameCodec encrypted = new FrameCodec(1, Keystore.openOrMake(keys.resolve("blocks.keystore"), random), random);
        FrameCodec clear = new FrameCodec(1, KeyRing.NONE, random);
        Report.line("blocks of %d random bytes, %d pairs, processor time of one thread", size, rounds);
        first(encrypted, name, bytes);
        measure("SHA-256 alone", content, bytes::hash);
        measure("encode, in the clear", content, () -> clear.encode(name, bytes).close());
        measure(
                "encode, encrypted",
                content,
                () -> encrypted.encode(name, bytes).close());
        measure("decode and verify, in the clear", content, decoding(clear, name, bytes));
        measure("decode and verify, encrypted", content, decoding(encrypted, name, bytes));
        return 0;
    }

    /** How soon after a start the ciphers are compiled. */
    private static void first(FrameCodec codec, ObjectName name, BlockBytes bytes) {
        for (int block = 1; block <= 12; block++) {
            long begin = System.nanoTime();
            codec.encode(name, bytes).close();
            Report.line(
                    "block %2d after the start: encoded with %.0f MB/s",
                    block, 1e3 * bytes.sizeBytes() / (System.nanoTime() - begin));
        }
    }

    private void measure(String what, byte[] content, Pairs.Timed timed) throws Exception {
        Pairs.measure(Clock.PROCESSOR, 50, rounds, () -> bare(content), timed).print(what, size);
    }

    private static Pairs.Timed decoding(FrameCodec codec, ObjectName name, BlockBytes bytes) throws IOException {
        byte[] stored;
        try (Frame frame = codec.encode(name, bytes)) {
            stored = frame.bytes();
        }
        return () -> codec.decode(name, Channels.newChannel(new ByteArrayInputStream(stored)), stored.length);
    }

    private void bare(byte[] content) throws GeneralSecurityException {
        SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        for (int from = 0; from < content.length; from += PIECE) {
            byte[] iv = ByteBuffer.allocate(12).putInt(nonce++).array();
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, iv));
            cipher.doFinal(content, from, Math.min(PIECE, content.length - from), sealed, 0);
        }
    }
}
