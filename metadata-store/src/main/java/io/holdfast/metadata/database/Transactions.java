package io.holdfast.metadata.database;

import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one place where transactions are begun, repeated and judged. READ COMMITTED. A transaction that PostgreSQL broke off to
 * resolve a deadlock or a wait is done again, a bounded number of times. When the connection is lost before the commit, nothing
 * has changed ({@link Unavailable}); when it is lost during the commit, nobody knows ({@link OutcomeUnknown}) and the caller
 * repeats the same act with the same key.
 */
public final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final int MAX_ATTEMPTS = 12;
    private static final int MAX_LOCK_WAITS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);

    private final TransactionTemplate template;

    Transactions(PlatformTransactionManager manager) {
        this.template = new TransactionTemplate(manager);
    }

    /**
     * Runs the body in a transaction, or in the one that this thread is in already. The body may run several times, so it
     * changes nothing outside the database.
     *
     * @param act what is being done, for messages: "commit a version"
     */
    public <T> T call(String act, Supplier<T> body) {
        if (isInside()) {
            return body.get();
        }
        return repeating(act, phase -> {
            T result = template.execute(status -> {
                T made = body.get();
                phase.reachedCommit = true;
                return made;
            });
            return java.util.Objects.requireNonNull(result, act);
        });
    }

    /** As {@link #call}, for a body without a result. */
    public void run(String act, Runnable body) {
        call(act, () -> {
            body.run();
            return true;
        });
    }

    /** Whether this thread is in a transaction. */
    public boolean isInside() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }

    /** One statement that is a transaction by itself: with one round trip, a lost connection always leaves it unknown. */
    public <T> T statement(String act, Supplier<T> body) {
        if (isInside()) {
            return body.get();
        }
        return repeating(act, phase -> {
            phase.reachedCommit = true;
            return body.get();
        });
    }

    private static <T> T repeating(String act, Attempt<T> attempt) {
        for (int tries = 1; ; tries++) {
            Phase phase = new Phase();
            try {
                return attempt.run(phase);
            } catch (HoldfastException e) {
                throw e;
            } catch (RuntimeException e) {
                Failure failure = Failure.of(e);
                if (!mayRepeat(failure, tries)) {
                    throw failure.translate(act, phase.reachedCommit, e);
                }
                LOG.debug("{}: {} at attempt {}, doing it again", act, failure, tries);
                pause(tries);
            }
        }
    }

    private static boolean mayRepeat(Failure failure, int tries) {
        return switch (failure) {
            case BROKEN_OFF -> tries < MAX_ATTEMPTS;
            case LOCK_WAIT -> tries < MAX_LOCK_WAITS;
            case NO_CONNECTION, CONNECTION_LOST, OTHER -> false;
        };
    }

    /** Grows with each attempt and differs between the parties, so that two that met once do not meet for ever. */
    private static void pause(int tries) {
        long ceiling = FIRST_PAUSE.toNanos() << Math.min(tries, 6);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling));
    }

    private interface Attempt<T> {
        T run(Phase phase);
    }

    private static final class Phase {
        private boolean reachedCommit;
    }
}
