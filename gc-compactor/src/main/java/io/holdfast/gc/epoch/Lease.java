package io.holdfast.gc.epoch;

import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.metadata.gc.Epochs;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the right to collect while an epoch runs. It fences nothing: every statement checks for itself who holds the right. It is
 * short, so that a collector that was killed keeps the next one waiting for a minute at most.
 */
final class Lease implements AutoCloseable {
    static final Duration LENGTH = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    Lease(Epochs epochs, long epoch) {
        long pause = LENGTH.toMillis() / 4;
        ScheduledFuture<?> ignored =
                thread.scheduleWithFixedDelay(() -> renew(epochs, epoch), pause, pause, TimeUnit.MILLISECONDS);
        LOG.debug("epoch {} renews its lease: {}", epoch, ignored);
    }

    private static void renew(Epochs epochs, long epoch) {
        try {
            epochs.renew(epoch, LENGTH);
        } catch (Conflict e) {
            LOG.warn("epoch {} lost the right to collect; its statements change nothing from now on", epoch);
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("epoch {} cannot renew its lease; it will try again", epoch, e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
