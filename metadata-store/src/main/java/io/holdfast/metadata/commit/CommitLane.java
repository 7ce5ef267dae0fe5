package io.holdfast.metadata.commit;

import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.core.fault.FailPoint;
import io.holdfast.metadata.commit.FastCommit.Committed;
import io.holdfast.metadata.database.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fast commits one after another, and those that wait at the same time together: in one statement, with one wait for the disk. Whoever
 * gets the right to lead commits for everybody who waits (flat combining; Hendler, Incze, Shavit and Tzafrir, SPAA 2010). Nobody waits
 * for company. Thread safe.
 */
final class CommitLane {
    private static final int MAX_TOGETHER = 64;
    /** A file with more goes alone: company would wait for it. */
    private static final int MAX_BLOCKS = 256;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Transactions transactions;
    private final FastRows rows;
    private final FailPoint failPoint;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore lead = new Semaphore(1, true);

    CommitLane(Transactions transactions, FastRows rows, FailPoint failPoint) {
        this.transactions = transactions;
        this.rows = rows;
        this.failPoint = failPoint;
    }

    /**
     * Commits, or changes nothing and answers nothing.
     *
     * @throws Unavailable if its turn did not come; nothing has changed
     * @throws OutcomeUnknown if the connection was lost, or nobody knows in time what became of it
     */
    Optional<Committed> commit(FastCommit wish) {
        if (transactions.isInside() || wish.blocks().size() > MAX_BLOCKS) {
            return alone(wish);
        }
        Waiting mine = new Waiting(wish);
        waiting.add(mine);
        takeLead(mine);
        try {
            while (mine.end == End.OPEN) {
                leadSome();
            }
        } finally {
            lead.release();
        }
        return switch (mine.end) {
            case COMMITTED, DECLINED -> mine.committed;
            case LEFT_OUT -> alone(wish);
            case OPEN, UNKNOWN -> throw unknown(mine.cause);
        };
    }

    private void takeLead(Waiting mine) {
        try {
            if (lead.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (waiting.remove(mine)) {
            throw new Unavailable("too many commits wait for the database; try again");
        }
        throw unknown(new TimeoutException("no answer after " + PATIENCE));
    }

    /** Whatever this takes from the queue has ended when it returns; so who leads and has not ended is in the queue. */
    private void leadSome() {
        failPoint.hit("commit.leading");
        List<Waiting> some = new ArrayList<>();
        for (Waiting next = waiting.poll(); next != null; next = some.size() < MAX_TOGETHER ? waiting.poll() : null) {
            some.add(next);
        }
        Exception problem = unknown(new IllegalStateException("the thread that committed it ended"));
        try {
            List<FastCommit> wishes = some.stream().map(one -> one.wish).toList();
            FastRows.Together together = transactions.statement("commit files", () -> rows.commit(wishes));
            for (int place = 0; place < some.size(); place++) {
                some.get(place).end(together, place);
            }
        } catch (RuntimeException e) {
            problem = e;
        } finally {
            for (Waiting one : some) {
                one.endWithout(problem);
            }
        }
    }

    private Optional<Committed> alone(FastCommit wish) {
        return transactions.statement("commit a file", () -> rows.commit(wish));
    }

    private static OutcomeUnknown unknown(Exception cause) {
        return new OutcomeUnknown(
                "nobody knows yet whether the file is committed; repeat the commit to learn it", cause);
    }

    private enum End {
        OPEN,
        COMMITTED,
        /** The slow path is to decide. */
        DECLINED,
        /** Nothing was tried. */
        LEFT_OUT,
        UNKNOWN
    }

    /** Written by who leads, read by who has led since. */
    private static final class Waiting {
        private final FastCommit wish;
        private End end = End.OPEN;
        private Optional<Committed> committed = Optional.empty();
        private Exception cause = new IllegalStateException("it is open");

        Waiting(FastCommit wish) {
            this.wish = wish;
        }

        private void end(FastRows.Together together, int place) {
            committed = Optional.ofNullable(together.committed().get(place));
            end = committed.isPresent()
                    ? End.COMMITTED
                    : together.leftOut().contains(place) ? End.LEFT_OUT : End.DECLINED;
        }

        /** Unless nobody knows what became of it, each goes alone, and learns what there is to say. */
        private void endWithout(Exception problem) {
            if (end == End.OPEN) {
                cause = problem;
                end = problem instanceof OutcomeUnknown ? End.UNKNOWN : End.LEFT_OUT;
            }
        }
    }
}
