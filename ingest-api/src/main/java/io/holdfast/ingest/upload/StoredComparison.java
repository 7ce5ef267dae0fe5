package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.ingest.download.BlockReader;
import io.holdfast.ingest.http.Turns;
import io.holdfast.ingest.settings.IngestSettings;
import io.holdfast.metadata.commit.ContentComparison;
import io.holdfast.metadata.entry.BlockLocation;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Compares two files byte by byte out of the block store; each comparison holds two blocks, together at most a quarter of all. */
@Component
class StoredComparison implements ContentComparison {
    /** Longer files of one size that were cut differently count as different: a client waits for the answer. */
    static final long MOST_BYTES = 256L << 20;

    private static final int BLOCKS_HELD = 2;

    private final BlockReader reader;
    private final Turns turns;

    StoredComparison(BlockReader reader, IngestSettings settings) {
        this.reader = reader;
        int atOnce = Math.max(1, settings.blockBuffers() / 4 / BLOCKS_HELD);
        this.turns = new Turns("comparisons", atOnce, 4 * atOnce);
    }

    @Override
    public boolean sameBytes(Manifest one, Manifest other) {
        if (one.sizeBytes() != other.sizeBytes() || one.sizeBytes() > MOST_BYTES) {
            return false;
        }
        try (Turns.Turn turn = turns.take()) {
            return readsTheSame(one, other);
        }
    }

    private boolean readsTheSame(Manifest one, Manifest other) {
        Bytes left = new Bytes(one.blocks());
        Bytes right = new Bytes(other.blocks());
        while (left.fill() && right.fill()) {
            int length = Math.min(left.current.remaining(), right.current.remaining());
            if (!left.take(length).equals(right.take(length))) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of a file, a block at a time. */
    private final class Bytes {
        private final List<BlockRef> blocks;
        private final Map<BlockId, BlockLocation> places = new HashMap<>();
        private int next;
        private ByteBuffer current = ByteBuffer.allocate(0);

        Bytes(List<BlockRef> blocks) {
            this.blocks = blocks;
        }

        /** @return whether there is a byte left */
        boolean fill() {
            if (!current.hasRemaining() && next < blocks.size()) {
                places.clear();
                current = reader.read(blocks.get(next++).hash(), places).buffer();
            }
            return current.hasRemaining();
        }

        ByteBuffer take(int length) {
            ByteBuffer piece = current.slice(current.position(), length);
            current.position(current.position() + length);
            return piece;
        }
    }
}
