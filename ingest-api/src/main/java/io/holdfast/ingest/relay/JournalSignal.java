package io.holdfast.ingest.relay;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Wakes the relay of this process after a commit. A hint: the relay looks by itself now and then. */
@Component
public final class JournalSignal {
    private final Semaphore raised = new Semaphore(0);

    /** Something was written to a journal. Costs nothing; never blocks. */
    public void raise() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    /** Returns when it is raised, or after this time. */
    void await(Duration atMost) throws InterruptedException {
        if (raised.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            raised.drainPermits();
        }
    }
}
