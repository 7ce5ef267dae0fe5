package io.holdfast.blockstore.local;

import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a volume can be written to. After a failed force the kernel may have dropped what it could not write and call the next force a
 * success; so one failure makes the volume suspect, puts that were under way at that time are not acknowledged, and an object whose own
 * force failed is in doubt until the volume is opened again. The volume itself is trusted again once new files pass the self-test: what was
 * acknowledged before was durable, what was not is gone or in doubt.
 */
final class Trust {
    private static final Logger LOG = LoggerFactory.getLogger(Trust.class);

    private final Path root;
    private final SelfTest selfTest;
    private final Duration retest;
    private final AtomicLong failures = new AtomicLong();
    private final Set<ObjectName> inDoubt = ConcurrentHashMap.newKeySet();
    private volatile boolean suspect;
    private long testedAt;

    Trust(Path root, SelfTest selfTest, Duration retest) {
        this.root = root;
        this.selfTest = selfTest;
        this.retest = retest;
    }

    /**
     * To be called before anything is written.
     *
     * @return what {@link #requireNoFailureSince} must be asked with afterwards
     * @throws Unavailable if the volume is suspect
     */
    long require() {
        if (suspect && !passesAgain()) {
            throw new Unavailable("the block volume " + root
                    + " has failed to write and takes no more blocks; check the disk. It is tested again every "
                    + retest.toSeconds() + " s");
        }
        return failures.get();
    }

    /** @throws OutcomeUnknown if the object's own force failed in this opening: another one would prove nothing */
    void requireNoDoubt(ObjectName name) {
        if (inDoubt.contains(name)) {
            throw new OutcomeUnknown(
                    "the object " + name + " is there, but may not survive a power cut; open the store anew",
                    new IOException("an earlier force failed"));
        }
    }

    /** @throws OutcomeUnknown if a force failed meanwhile, which may have been about our bytes too */
    void requireNoFailureSince(long before, ObjectName name) {
        if (failures.get() != before) {
            throw doubt(name, new IOException("another force on the volume failed at the same time"));
        }
    }

    OutcomeUnknown doubt(ObjectName name, Exception cause) {
        inDoubt.add(name);
        return new OutcomeUnknown("the object " + name + " is there, but may not survive a power cut: " + cause, cause);
    }

    synchronized void lose(Exception cause) {
        failures.incrementAndGet();
        suspect = true;
        testedAt = System.nanoTime();
        LOG.warn("the block volume {} is suspect and takes no blocks until it passes the self-test", root, cause);
    }

    private synchronized boolean passesAgain() {
        if (suspect && System.nanoTime() - testedAt >= retest.toNanos()) {
            testedAt = System.nanoTime();
            try {
                selfTest.pass();
                suspect = false;
                LOG.info("the block volume {} passes the self-test and takes blocks again", root);
            } catch (Unavailable e) {
                LOG.warn("the block volume {} stays suspect", root, e);
            }
        }
        return !suspect;
    }
}
