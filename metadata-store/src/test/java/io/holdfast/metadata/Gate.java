package io.holdfast.metadata;

import io.holdfast.core.fault.FailPoint;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stops the first thread that comes to one fail point until the test opens it. */
public final class Gate implements FailPoint {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String point;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    public Gate(String point) {
        this.point = point;
    }

    @Override
    public void hit(String name) {
        if (name.equals(point)) {
            reached.countDown();
            await(opened);
        }
    }

    /** Returns once somebody stands at the point. */
    public void awaitReached() {
        await(reached);
    }

    public void open() {
        opened.countDown();
    }

    private void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody came to, or opened, " + point);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted at " + point, e);
        }
    }
}
