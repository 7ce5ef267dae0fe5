package io.holdfast.blockstore.volumes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.hadoop.io.erasurecode.ErasureCoderOptions;
import org.apache.hadoop.io.erasurecode.rawcoder.RSRawDecoder;
import org.apache.hadoop.io.erasurecode.rawcoder.RSRawEncoder;

/** Reed-Solomon over GF(2^8), by Hadoop's pure Java coder: the one of HDFS erasure coding. */
final class Coder {
    private final Redundancy redundancy;
    private final ErasureCoderOptions options;

    Coder(Redundancy redundancy) {
        this.redundancy = redundancy;
        this.options = new ErasureCoderOptions(redundancy.data(), redundancy.parity());
    }

    /** All pieces of a frame, data first. */
    byte[][] split(byte[] frame) {
        int size = Piece.pieceBytes(frame.length, redundancy);
        byte[][] data = new byte[redundancy.data()][];
        for (int i = 0; i < data.length; i++) {
            int from = Math.min(frame.length, i * size);
            data[i] = Arrays.copyOf(Arrays.copyOfRange(frame, from, Math.min(frame.length, from + size)), size);
        }
        byte[][] parity = new byte[redundancy.parity()][size];
        try {
            // Encoding may use up its input arrays' references, never their bytes.
            new RSRawEncoder(options).encode(data.clone(), parity);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compute parity", e);
        }
        byte[][] all = Arrays.copyOf(data, redundancy.total());
        System.arraycopy(parity, 0, all, redundancy.data(), redundancy.parity());
        return all;
    }

    /** The frame, from at least {@code data} of the pieces; the others are null. */
    byte[] join(byte[][] pieces, int frameBytes) {
        int size = Piece.pieceBytes(frameBytes, redundancy);
        byte[] frame = new byte[frameBytes];
        int[] missing = IntStream.range(0, redundancy.data())
                .filter(i -> pieces[i] == null)
                .toArray();
        byte[][] made = new byte[missing.length][size];
        if (missing.length > 0) {
            try {
                new RSRawDecoder(options).decode(pieces.clone(), missing, made);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot compute pieces from parity", e);
            }
        }
        for (int i = 0, next = 0; i < redundancy.data() && i * size < frameBytes; i++) {
            byte[] piece = pieces[i] == null ? made[next++] : pieces[i];
            System.arraycopy(piece, 0, frame, i * size, Math.min(size, frameBytes - i * size));
        }
        return frame;
    }
}
