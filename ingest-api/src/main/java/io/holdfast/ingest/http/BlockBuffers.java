package io.holdfast.ingest.http;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.ingest.settings.IngestSettings;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * The right to hold blocks in memory, so that memory is bounded by settings and not by the number of requests. Uploads and downloads have
 * shares of their own: slow readers cannot keep writers out. Whoever waits too long is told to come back.
 */
@Component
public final class BlockBuffers {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Semaphore uploads;
    private final Semaphore downloads;
    private final Queue<byte[]> idle = new ConcurrentLinkedQueue<>();

    BlockBuffers(IngestSettings settings) {
        this.uploads = new Semaphore(settings.blockBuffers() / 2, true);
        this.downloads = new Semaphore(settings.blockBuffers() - settings.blockBuffers() / 2, true);
    }

    /** An array for one block on its way in; give it back when its bytes are not needed any more. */
    public Buffer forUpload() {
        take(uploads);
        byte[] array = idle.poll();
        return new Buffer(this, array == null ? new byte[BlockBytes.MAX_SIZE_BYTES] : array);
    }

    /** One block on its way out. */
    public Held forDownload() {
        take(downloads);
        return downloads::release;
    }

    private void giveBack(byte[] array) {
        idle.add(array);
        uploads.release();
    }

    private static void take(Semaphore share) {
        try {
            if (!share.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Unavailable("too many transfers at once; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the server is stopping; try again", e);
        }
    }

    /** An array of {@link BlockBytes#MAX_SIZE_BYTES} that nobody else uses until it is closed. */
    public record Buffer(BlockBuffers owner, byte[] array) implements AutoCloseable {
        @Override
        public void close() {
            owner.giveBack(array);
        }
    }

    /** A right in use. */
    @FunctionalInterface
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
