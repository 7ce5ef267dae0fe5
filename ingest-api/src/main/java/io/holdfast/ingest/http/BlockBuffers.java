package io.holdfast.ingest.http;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.ingest.settings.IngestSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.stereotype.Component;

/**
 * The right to hold blocks in memory, so that memory is bounded by settings and not by the number of requests. Uploads and downloads have
 * shares of their own: slow readers cannot keep writers out. Whoever waits too long, or finds too many waiting, is told to
 * come back.
 */
@Component
public final class BlockBuffers {
    /** Requests that may wait for a buffer of their share, for each that is there. */
    private static final int WAITING = 3;

    private final Turns uploads;
    private final Turns downloads;
    private final Queue<byte[]> idle = new ConcurrentLinkedQueue<>();

    BlockBuffers(IngestSettings settings, MeterRegistry metrics) {
        int share = settings.blockBuffers() / 2;
        int rest = settings.blockBuffers() - share;
        this.uploads = new Turns("uploads", share, WAITING * share);
        this.downloads = new Turns("downloads", rest, WAITING * rest);
        metrics.gauge("holdfast.upload.waiting", uploads, Turns::waiting);
        metrics.gauge("holdfast.download.waiting", downloads, Turns::waiting);
    }

    /** An array for one block on its way in; give it back when its bytes are not needed any more. */
    public Buffer forUpload() {
        Turns.Turn turn = uploads.take();
        byte[] array = idle.poll();
        return new Buffer(this, array == null ? new byte[BlockBytes.MAX_SIZE_BYTES] : array, turn);
    }

    /** Blocks on their way out, one for each turn. */
    public Turns downloads() {
        return downloads;
    }

    private void giveBack(Buffer buffer) {
        idle.add(buffer.array());
        buffer.turn().close();
    }

    /** An array of {@link BlockBytes#MAX_SIZE_BYTES} that nobody else uses until it is closed. */
    public record Buffer(BlockBuffers owner, byte[] array, Turns.Turn turn) implements AutoCloseable {
        @Override
        public void close() {
            owner.giveBack(this);
        }
    }
}
