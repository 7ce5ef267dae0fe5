package io.holdfast.ingest.upload;

import io.holdfast.core.chunk.Chunker;
import io.holdfast.core.chunk.ChunkingProfile;
import io.holdfast.core.error.HoldfastException.TooLarge;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.ingest.settings.IngestSettings;
import io.holdfast.metadata.upload.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Cuts a stream of any length into blocks and puts each, with the memory of one chunker. So many at once as the settings allow. */
@Component
class StreamIngest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockIngest blocks;
    private final Leases leases;
    private final Semaphore streams;

    StreamIngest(BlockIngest blocks, Leases leases, IngestSettings settings) {
        this.blocks = blocks;
        this.leases = leases;
        this.streams = new Semaphore(Math.max(1, settings.blockBuffers() * 3 / 4), true);
    }

    /**
     * Reads the stream to its end.
     *
     * @return what it consists of; every block of it is held by the upload
     */
    Manifest receive(Upload upload, String chunkingProfile, InputStream bytes) throws IOException {
        takeTurn();
        try (Leases.Streaming alive = leases.streaming(upload.id())) {
            List<BlockRef> manifest = new ArrayList<>();
            Chunker.of(ChunkingProfile.parse(chunkingProfile)).split(bytes, block -> {
                if (manifest.size() == Manifest.MAX_BLOCKS) {
                    throw new TooLarge("a file has at most " + Manifest.MAX_BLOCKS + " blocks", Manifest.MAX_BLOCKS);
                }
                BlockRef ref = new BlockRef(block.hash(), block.sizeBytes());
                blocks.take(upload.id(), ref, block);
                manifest.add(ref);
            });
            return new Manifest(manifest);
        } finally {
            streams.release();
        }
    }

    private void takeTurn() {
        try {
            if (!streams.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Unavailable("too many uploads at once; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the server is stopping; try again", e);
        }
    }
}
