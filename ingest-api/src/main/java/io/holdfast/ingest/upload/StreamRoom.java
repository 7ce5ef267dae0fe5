package io.holdfast.ingest.upload;

import io.holdfast.core.error.HoldfastException.QuotaExceeded;
import io.holdfast.metadata.upload.Upload;
import io.holdfast.metadata.upload.Uploads;

/**
 * The room that a stream holds, whose length may be unknown: taken in steps, each before its bytes are stored, and block by block
 * where no step fits any more. Belongs to one thread.
 */
final class StreamRoom {
    /** So far ahead room is taken: one transaction for so many bytes. */
    static final long STEP_BYTES = 64L << 20;

    private final Uploads uploads;
    private final Upload upload;
    private long aheadBytes = STEP_BYTES;
    private long heldBytes;
    private long receivedBytes;

    StreamRoom(Uploads uploads, Upload upload) {
        this.uploads = uploads;
        this.upload = upload;
        this.heldBytes = upload.reservedBytes();
    }

    /** @throws QuotaExceeded if so many bytes more do not fit */
    void add(long bytes) {
        receivedBytes += bytes;
        if (receivedBytes > heldBytes) {
            heldBytes = aheadBytes == 0 ? exactly(receivedBytes) : stepBeyond(receivedBytes);
        }
    }

    private long stepBeyond(long bytes) {
        try {
            return exactly(bytes + aheadBytes);
        } catch (QuotaExceeded nearlyFull) {
            aheadBytes = 0;
            return exactly(bytes);
        }
    }

    private long exactly(long bytes) {
        uploads.reserve(upload.id(), bytes);
        return bytes;
    }
}
