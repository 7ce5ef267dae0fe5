package io.holdfast.ingest.download;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.ingest.http.BlockBuffers;
import io.holdfast.ingest.http.Turns;
import io.holdfast.metadata.entry.BlockLocation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes a range of a version to a stream, one verified block at a time. */
@Component
public class BlockSender {
    /** Blocks whose places are looked up at once. */
    private static final int LOOK_AHEAD = 256;

    private final BlockReader reader;
    private final BlockBuffers buffers;

    BlockSender(BlockReader reader, BlockBuffers buffers) {
        this.reader = reader;
        this.buffers = buffers;
    }

    /** All of a version. */
    public void send(Manifest manifest, OutputStream out) throws IOException {
        send(manifest, ByteRange.whole(manifest.sizeBytes()), out);
    }

    void send(Manifest manifest, ByteRange range, OutputStream out) throws IOException {
        List<BlockRef> blocks = manifest.blocks();
        Map<BlockId, BlockLocation> places = Map.of();
        long offset = 0;
        int locatedTo = 0;
        for (int i = 0; i < blocks.size() && offset < range.end(); i++) {
            BlockRef block = blocks.get(i);
            if (offset + block.sizeBytes() > range.first()) {
                if (i >= locatedTo) {
                    locatedTo = Math.min(blocks.size(), Math.max(i, locatedTo) + LOOK_AHEAD);
                    places = reader.locate(blocks.subList(i, locatedTo).stream()
                            .map(BlockRef::hash)
                            .distinct()
                            .toList());
                }
                sendOne(block, offset, range, places, out);
            }
            offset += block.sizeBytes();
        }
    }

    private void sendOne(
            BlockRef block, long offset, ByteRange range, Map<BlockId, BlockLocation> places, OutputStream out)
            throws IOException {
        int from = (int) Math.max(0, range.first() - offset);
        int to = (int) Math.min(block.sizeBytes(), range.end() - offset);
        try (Turns.Turn turn = buffers.forDownload()) {
            BlockBytes bytes = reader.read(block.hash(), places);
            write(bytes.buffer().slice(from, to - from), out);
        }
    }

    private static void write(ByteBuffer bytes, OutputStream out) throws IOException {
        byte[] piece = new byte[Math.min(bytes.remaining(), 64 << 10)];
        while (bytes.hasRemaining()) {
            int length = Math.min(piece.length, bytes.remaining());
            bytes.get(piece, 0, length);
            out.write(piece, 0, length);
        }
    }
}
