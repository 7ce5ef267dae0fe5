package io.holdfast.ingest.http;

import io.holdfast.core.error.HoldfastException.Unavailable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * So many may do something at once, so many more may wait for it, in the order in which they came. Whoever finds the queue full, or
 * waits too long in it, is told to come back: waiting requests hold a thread each, and the other calls need theirs.
 */
public final class Turns {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String what;
    private final Semaphore free;
    private final int maxWaiting;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param what is done, for messages: "uploads" */
    public Turns(String what, int atOnce, int maxWaiting) {
        this.what = what;
        this.free = new Semaphore(atOnce, true);
        this.maxWaiting = maxWaiting;
    }

    /**
     * Waits for a turn; close it when it is over.
     *
     * @throws Unavailable if too many wait already, or it takes too long
     */
    public Turn take() {
        try {
            if (!free.tryAcquire(0, TimeUnit.SECONDS)) {
                await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the server is stopping; try again", e);
        }
        return free::release;
    }

    /** How many wait now. */
    public int waiting() {
        return waiting.get();
    }

    private void await() throws InterruptedException {
        try {
            if (waiting.incrementAndGet() > maxWaiting
                    || !free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Unavailable("too many " + what + " at once; try again");
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** A turn in use. */
    @FunctionalInterface
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }
}
