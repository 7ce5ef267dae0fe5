package io.holdfast.blockstore.pack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Puts that wait at the same time become durable together. The first to come leads: it writes what is waiting, its own included, and
 * forces it once; those that come meanwhile wait for that to end, then one of them leads. Nobody waits for a clock.
 */
final class GroupCommit {
    /** A group is written in one go, and an index has no more slices. */
    static final int GROUP_BYTES = 8 << 20;

    static final int GROUP_SLICES = 16_384;

    private final Function<List<Slice>, Appended> commit;
    private final int groupBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean led;

    /** @param commit makes a group durable; called by one thread at a time */
    GroupCommit(Function<List<Slice>, Appended> commit) {
        this(commit, GROUP_BYTES);
    }

    /** @param groupBytes of a group that has more than one put in it, at most */
    GroupCommit(Function<List<Slice>, Appended> commit, int groupBytes) {
        this.commit = commit;
        this.groupBytes = groupBytes;
    }

    int groupBytes() {
        return groupBytes;
    }

    private static final class Waiting {
        private final List<Slice> slices;
        private Optional<Appended> appended = Optional.empty();
        private Optional<RuntimeException> problem = Optional.empty();

        Waiting(List<Slice> slices) {
            this.slices = slices;
        }

        boolean over() {
            return appended.isPresent() || problem.isPresent();
        }

        long bytes() {
            return slices.stream().mapToLong(slice -> slice.frame().length).sum();
        }

        Appended result() {
            problem.ifPresent(e -> {
                throw e;
            });
            return appended.orElseThrow();
        }
    }

    /** Durable once it returns. What it throws is that of the whole group. */
    Appended append(List<Slice> slices) {
        Waiting mine = new Waiting(slices);
        lock.lock();
        try {
            waiting.add(mine);
            while (led && !mine.over()) {
                ended.awaitUninterruptibly();
            }
            if (mine.over()) {
                return mine.result();
            }
            led = true;
        } finally {
            lock.unlock();
        }
        lead(mine);
        return mine.result();
    }

    /** How many wait for somebody to take them into a group. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Runs alone, when nobody leads. */
    void alone(Runnable act) {
        lock.lock();
        try {
            while (led) {
                ended.awaitUninterruptibly();
            }
            act.run();
        } finally {
            lock.unlock();
        }
    }

    private void lead(Waiting mine) {
        try {
            while (!mine.over()) {
                commit(next());
            }
        } finally {
            lock.lock();
            led = false;
            ended.signalAll();
            lock.unlock();
        }
    }

    /** Those that have waited longest, as many as go together. */
    private List<Waiting> next() {
        List<Waiting> group = new ArrayList<>();
        lock.lock();
        try {
            long bytes = 0;
            int count = 0;
            while (!waiting.isEmpty()) {
                Waiting first = waiting.getFirst();
                bytes += first.bytes();
                count += first.slices.size();
                if (!group.isEmpty() && (bytes > groupBytes || count > GROUP_SLICES)) {
                    break;
                }
                group.add(waiting.removeFirst());
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void commit(List<Waiting> group) {
        Optional<Appended> appended = Optional.empty();
        Optional<RuntimeException> problem = Optional.empty();
        try {
            appended = Optional.of(commit.apply(
                    group.stream().flatMap(one -> one.slices.stream()).toList()));
        } catch (RuntimeException e) {
            problem = Optional.of(e);
        } finally {
            lock.lock();
            if (appended.isEmpty() && problem.isEmpty()) {
                problem = Optional.of(new IllegalStateException("the leader of a group of puts ended with an error"));
            }
            for (Waiting one : group) {
                one.appended = appended;
                one.problem = problem;
            }
            ended.signalAll();
            lock.unlock();
        }
    }
}
