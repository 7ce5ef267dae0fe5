package io.holdfast.ingest.thread;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One thread that does one thing until it is told to stop: it is interrupted then, and waited for. Safe for many threads. */
public final class LoneThread {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private final Runnable work;
    private @Nullable Thread running;

    /** @param work returns soon after its thread was interrupted */
    public LoneThread(String name, Runnable work) {
        this.name = name;
        this.work = work;
    }

    public synchronized void start() {
        Thread thread = new Thread(work, name);
        running = thread;
        thread.start();
    }

    /** Returns once the thread has ended, or after a few seconds. Safe to repeat. */
    public synchronized void stop() {
        Thread thread = running;
        running = null;
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public synchronized boolean isRunning() {
        return running != null;
    }
}
