package io.holdfast.core.chunk;

import io.holdfast.core.block.BlockBytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * Cuts streams into blocks with constant memory: one buffer that grows with the stream to at most 16 MiB and is used again
 * for the next stream. For one thread at a time.
 *
 * <pre>{@code
 * List<BlockRef> refs = new ArrayList<>();
 * Chunker.of(ChunkingProfile.CDC_V1).split(in, block -> refs.add(new BlockRef(block.hash(), block.sizeBytes())));
 * Manifest manifest = new Manifest(refs);
 * }</pre>
 */
public final class Chunker {
    private static final int FIRST_CAPACITY = 64 << 10;

    private final Supplier<CutRule> rules;
    private byte[] buffer = new byte[0];

    private Chunker(Supplier<CutRule> rules) {
        this.rules = rules;
    }

    public static Chunker of(ChunkingProfile profile) {
        return new Chunker(
                switch (profile) {
                    case CDC_V1 -> () -> new MinimumRule(PlaceScan.fastest());
                    case FIXED_4M -> () -> new FixedRule(4 << 20);
                });
    }

    /** {@code cdc-v1} without the Vector API. It makes the same cuts; only benchmarks and tests have a reason to ask for it. */
    public static Chunker cdcV1WithoutVectors() {
        return new Chunker(() -> new MinimumRule(new ScalarScan()));
    }

    /**
     * Reads the stream to its end and gives every block to the sink, in order; an empty stream has none. Does not close the
     * stream. An exception of the stream or the sink ends the split; the chunker can be used again.
     */
    public void split(InputStream in, BlockSink sink) throws IOException {
        CutRule rule = rules.get();
        long offset = 0;
        int start = 0;
        int filled = 0;
        boolean ended = false;
        while (true) {
            while (!ended && filled - start < rule.maxSizeBytes()) {
                if (filled == buffer.length) {
                    filled = makeRoom(start, filled, 2 * rule.maxSizeBytes());
                    start = 0;
                }
                int read = in.read(buffer, filled, Math.min(buffer.length, start + rule.maxSizeBytes()) - filled);
                ended = read < 0;
                filled += Math.max(read, 0);
            }
            if (start == filled) {
                return;
            }
            int cut = rule.cut(buffer, start, filled, offset);
            sink.accept(BlockBytes.wrap(buffer, start, cut - start));
            offset += cut - start;
            start = cut;
        }
    }

    /** As {@link #split(InputStream, BlockSink)} for bytes in memory, which are not copied: the blocks are views of the array. */
    public void split(byte[] bytes, BlockSink sink) throws IOException {
        CutRule rule = rules.get();
        int start = 0;
        while (start < bytes.length) {
            int end = (int) Math.min(bytes.length, (long) start + rule.maxSizeBytes());
            int cut = rule.cut(bytes, start, end, start);
            sink.accept(BlockBytes.wrap(bytes, start, cut - start));
            start = cut;
        }
    }

    /** Moves the unread bytes to the front, of a larger buffer if they fill more than half; returns how many they are. */
    private int makeRoom(int start, int filled, int most) {
        int kept = filled - start;
        if (kept > buffer.length / 2 || buffer.length == 0) {
            int capacity = Math.min(most, Math.max(FIRST_CAPACITY, 2 * buffer.length));
            byte[] larger = new byte[capacity];
            System.arraycopy(buffer, start, larger, 0, kept);
            buffer = larger;
        } else {
            System.arraycopy(buffer, start, buffer, 0, kept);
        }
        return kept;
    }
}
