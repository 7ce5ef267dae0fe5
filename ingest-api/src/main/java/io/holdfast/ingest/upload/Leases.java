package io.holdfast.ingest.upload;

import io.holdfast.core.error.HoldfastException;
import io.holdfast.metadata.upload.Upload;
import io.holdfast.metadata.upload.Uploads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps uploads alive while their bytes still come. Ends none: that is the maintenance service's. */
@Component
class Leases {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final Duration SHORT = Duration.ofMinutes(10);

    private final Uploads uploads;
    private final InstantSource clock;
    private final Set<UUID> streaming = ConcurrentHashMap.newKeySet();

    Leases(Uploads uploads, InstantSource clock) {
        this.uploads = uploads;
        this.clock = clock;
    }

    /** A block came: a sign of life, noted at most every few minutes. */
    void renewIfShort(Upload upload) {
        if (upload.leaseUntil().isBefore(clock.instant().plus(SHORT))) {
            uploads.heartbeat(upload.id());
        }
    }

    /** Until it is closed the upload is renewed by the clock, however slowly its bytes come. */
    Streaming streaming(UUID upload) {
        streaming.add(upload);
        return () -> streaming.remove(upload);
    }

    @Scheduled(fixedRate = 60_000, initialDelay = 60_000)
    void renewAll() {
        for (UUID upload : streaming) {
            try {
                uploads.heartbeat(upload);
            } catch (HoldfastException.Conflict | HoldfastException.NotFound e) {
                LOG.debug("upload {} has ended: {}", upload, e.getMessage());
            } catch (RuntimeException e) {
                LOG.warn("cannot renew the upload {}; it is tried again in a minute: {}", upload, e.getMessage());
            }
        }
    }

    /** An upload whose bytes come right now. */
    @FunctionalInterface
    interface Streaming extends AutoCloseable {
        @Override
        void close();
    }
}
