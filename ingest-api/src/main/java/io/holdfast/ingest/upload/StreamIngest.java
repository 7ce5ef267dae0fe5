package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.chunk.Chunker;
import io.holdfast.core.chunk.ChunkingProfile;
import io.holdfast.core.error.HoldfastException.QuotaExceeded;
import io.holdfast.core.error.HoldfastException.TooLarge;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.ingest.http.Turns;
import io.holdfast.ingest.settings.IngestSettings;
import io.holdfast.metadata.upload.Upload;
import io.holdfast.metadata.upload.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;

/** Cuts a stream of any length into blocks and puts each, with the memory of one chunker. So many at once as the settings allow. */
@Component
class StreamIngest {
    private final Uploads uploads;
    private final BlockIngest blocks;
    private final Leases leases;
    private final Turns streams;

    StreamIngest(Uploads uploads, BlockIngest blocks, Leases leases, IngestSettings settings) {
        this.uploads = uploads;
        this.blocks = blocks;
        this.leases = leases;
        int atOnce = Math.max(1, settings.blockBuffers() * 3 / 4);
        this.streams = new Turns("uploads", atOnce, atOnce);
    }

    /**
     * Reads the stream to its end.
     *
     * @return what it consists of; every block of it is held by the upload
     * @throws QuotaExceeded if what comes does not fit: room is taken before bytes are stored
     */
    Manifest receive(Upload upload, String chunkingProfile, InputStream bytes) throws IOException {
        StreamRoom room = new StreamRoom(uploads, upload);
        try (Leases.Streaming alive = leases.streaming(upload.id())) {
            return cut(chunkingProfile, bytes, (ref, block) -> {
                room.add(ref.sizeBytes());
                blocks.take(upload.id(), ref, block);
            });
        }
    }

    /** As {@link #receive}, but keeps nothing. */
    Manifest read(String chunkingProfile, InputStream bytes) throws IOException {
        return cut(chunkingProfile, bytes, (ref, block) -> {});
    }

    private Manifest cut(String chunkingProfile, InputStream bytes, BiConsumer<BlockRef, BlockBytes> sink)
            throws IOException {
        try (Turns.Turn turn = streams.take()) {
            List<BlockRef> manifest = new ArrayList<>();
            Chunker.of(ChunkingProfile.parse(chunkingProfile)).split(bytes, block -> {
                if (manifest.size() == Manifest.MAX_BLOCKS) {
                    throw new TooLarge("a file has at most " + Manifest.MAX_BLOCKS + " blocks", Manifest.MAX_BLOCKS);
                }
                BlockRef ref = new BlockRef(block.hash(), block.sizeBytes());
                sink.accept(ref, block);
                manifest.add(ref);
            });
            return new Manifest(manifest);
        }
    }
}
