package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.TooLarge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A body of type {@code application/vnd.holdfast.blocks}: for each block 32 bytes of digest, 4 of big-endian length, its bytes. Read
 * window by window into one buffer, which the blocks of a window share.
 */
final class Bundle {
    static final String TYPE = "application/vnd.holdfast.blocks";
    /** The longest body, in bytes. */
    static final long MAX_BYTES = 64L << 20;
    /** The most blocks in a body. */
    static final int MAX_BLOCKS = 4_096;

    private static final int MAX_WINDOW = 512;
    private static final int HEADER_BYTES = BlockId.SIZE_BYTES + Integer.BYTES;

    private final InputStream body;
    private final byte[] buffer;
    private final byte[] header = new byte[HEADER_BYTES];
    private Optional<Header> next = Optional.empty();
    private Optional<Exception> problem = Optional.empty();
    private boolean ended;
    private int count;
    private long bytes;

    /** @param buffer holds the largest block at least */
    Bundle(InputStream body, byte[] buffer) {
        this.body = body;
        this.buffer = buffer;
    }

    /** One block as it came, unchecked; {@code bytes} are good until the next window is read. */
    record Piece(BlockId hash, BlockBytes bytes) {}

    private record Header(BlockId hash, int sizeBytes) {}

    /** The next blocks that arrived whole, as many as fit; none at the end of the body, or before what broke it off. */
    List<Piece> window() {
        List<Piece> pieces = new ArrayList<>();
        int filled = 0;
        try {
            while (problem.isEmpty() && pieces.size() < MAX_WINDOW && peek().isPresent()) {
                Header header = next.orElseThrow();
                if (filled + header.sizeBytes() > buffer.length) {
                    break;
                }
                readWhole(buffer, filled, header.sizeBytes(), "block " + header.hash());
                pieces.add(new Piece(header.hash(), BlockBytes.wrap(buffer, filled, header.sizeBytes())));
                filled += header.sizeBytes();
                next = Optional.empty();
            }
        } catch (IOException | RuntimeException e) {
            problem = Optional.of(e);
        }
        return pieces;
    }

    /** What broke the body off, if anything has. */
    Optional<Exception> problem() {
        return problem;
    }

    private Optional<Header> peek() throws IOException {
        if (next.isEmpty() && !ended) {
            int read = body.readNBytes(header, 0, HEADER_BYTES);
            ended = read == 0;
            if (!ended) {
                requireWhole(read, HEADER_BYTES, "the header of block " + count);
                next = Optional.of(parse());
            }
        }
        return next;
    }

    private Header parse() {
        ByteBuffer fields = ByteBuffer.wrap(header);
        Header parsed = new Header(BlockId.read(fields), fields.getInt());
        if (parsed.sizeBytes() < 1 || parsed.sizeBytes() > BlockBytes.MAX_SIZE_BYTES) {
            throw new InvalidRequest("block " + count + " of the body says it has " + parsed.sizeBytes()
                    + " bytes; a block has 1 to " + BlockBytes.MAX_SIZE_BYTES);
        }
        count++;
        bytes += HEADER_BYTES + parsed.sizeBytes();
        if (count > MAX_BLOCKS) {
            throw new TooLarge("a body has at most " + MAX_BLOCKS + " blocks", MAX_BLOCKS);
        }
        if (bytes > MAX_BYTES) {
            throw new TooLarge("a body of blocks has at most " + MAX_BYTES + " bytes", MAX_BYTES);
        }
        return parsed;
    }

    private void readWhole(byte[] into, int from, int length, String what) throws IOException {
        requireWhole(body.readNBytes(into, from, length), length, what);
    }

    private static void requireWhole(int read, int wanted, String what) {
        if (read < wanted) {
            throw new InvalidRequest("the body was cut off in " + what + ": " + read + " bytes of " + wanted
                    + " came; send the rest again");
        }
    }
}
