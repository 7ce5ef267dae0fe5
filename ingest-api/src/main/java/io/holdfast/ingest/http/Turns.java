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
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(2);

    private final String what;
    private final Semaphore free;
    private final int maxWaiting;
    private final AtomicInteger newcomers = new AtomicInteger();
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
        return taken(() -> {
            try {
                return newcomers.incrementAndGet() <= maxWaiting && isFreeWithin(PATIENCE);
            } finally {
                newcomers.decrementAndGet();
            }
        });
    }

    /**
     * As {@link #take}, for one that has begun to answer and cannot be told to come back any more: never finds the queue full, and waits
     * longer.
     */
    public Turn takeAnother() {
        return taken(() -> isFreeWithin(LONG_PATIENCE));
    }

    /** How many wait now. */
    public int waiting() {
        return waiting.get();
    }

    private Turn taken(Wait wait) {
        try {
            if (!free.tryAcquire(0, TimeUnit.SECONDS) && !wait.succeeds()) {
                throw new Unavailable("too many " + what + " at once; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the server is stopping; try again", e);
        }
        return free::release;
    }

    private boolean isFreeWithin(Duration patience) throws InterruptedException {
        waiting.incrementAndGet();
        try {
            return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private interface Wait {
        boolean succeeds() throws InterruptedException;
    }

    /** A turn in use. */
    @FunctionalInterface
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }
}
