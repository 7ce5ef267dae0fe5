package io.holdfast.ingest.upload;

import io.holdfast.core.error.HoldfastException.QuotaExceeded;
import io.holdfast.metadata.namespace.NamespaceRow;

/** What a namespace has left when an upload begins. The commit looks again, under the lock. */
record Room(String chunkingProfile, long quotaBytes, long usedBytes) {
    static Room of(NamespaceRow namespace) {
        return new Room(namespace.chunkingProfile(), namespace.quotaBytes(), namespace.usedBytes());
    }

    /** For what takes no room. */
    Room unbounded() {
        return new Room(chunkingProfile, Long.MAX_VALUE, 0);
    }

    /** @throws QuotaExceeded if so many bytes more do not fit */
    void require(long bytes) {
        if (bytes > quotaBytes - usedBytes) {
            throw new QuotaExceeded(quotaBytes, usedBytes, bytes);
        }
    }
}
