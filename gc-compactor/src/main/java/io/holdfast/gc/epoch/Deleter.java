package io.holdfast.gc.epoch;

import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.ObjectReaper;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.metadata.gc.Amount;
import io.holdfast.metadata.gc.DeleteIntent;
import io.holdfast.metadata.gc.Intents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step g: deletes the objects of committed intents, and nothing else. Deleting again, late, or by two processes at once does no
 * harm, because no name is used twice; so it may stop anywhere and start again.
 */
final class Deleter {
    private static final Logger LOG = LoggerFactory.getLogger(Deleter.class);
    private static final int PAGE = 1_000;
    private static final int THREADS = 2;

    private final Intents intents;
    private final BlockStore store;
    private final ObjectReaper reaper;

    Deleter(Intents intents, BlockStore store, ObjectReaper reaper) {
        this.intents = intents;
        this.store = store;
        this.reaper = reaper;
    }

    /** What happened to the open intents: those done, and how many objects the store would not let go. */
    record Deleted(Amount done, long failed) {}

    /** Goes once through all open intents. What fails stays open for the next run. */
    Deleted deleteAll() {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Amount done = Amount.ZERO;
            long failed = 0;
            long after = Long.MIN_VALUE;
            List<DeleteIntent> page = intents.open(after, PAGE);
            while (!page.isEmpty()) {
                List<DeleteIntent> gone = delete(threads, page);
                intents.done(gone.stream().map(DeleteIntent::name).toList());
                done = done.add(new Amount(
                        gone.size(),
                        gone.stream().mapToLong(DeleteIntent::storedBytes).sum()));
                failed += page.size() - gone.size();
                after = page.get(page.size() - 1).name().generation();
                page = intents.open(after, PAGE);
            }
            return new Deleted(done, failed);
        } finally {
            threads.shutdownNow();
        }
    }

    private List<DeleteIntent> delete(ExecutorService threads, List<DeleteIntent> page) {
        int middle = page.size() / THREADS;
        List<Callable<List<DeleteIntent>>> parts =
                List.of(() -> delete(page.subList(0, middle)), () -> delete(page.subList(middle, page.size())));
        try {
            List<DeleteIntent> gone = new ArrayList<>(page.size());
            for (Future<List<DeleteIntent>> part : threads.invokeAll(parts)) {
                gone.addAll(part.get());
            }
            return gone;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while deleting objects; the next run goes on", e);
        } catch (ExecutionException e) {
            throw new Unavailable("cannot delete objects; the next run goes on: " + e.getCause(), e);
        }
    }

    /** Those whose objects are gone for certain. */
    private List<DeleteIntent> delete(List<DeleteIntent> intents) {
        try {
            Map<ObjectName, RuntimeException> failures =
                    reaper.deleteAll(intents.stream().map(DeleteIntent::name).toList());
            failures.forEach((name, e) -> LOG.warn("cannot delete the object {}; the next run tries again", name, e));
            return intents.stream()
                    .filter(intent -> !failures.containsKey(intent.name()) && gone(intent.name()))
                    .toList();
        } catch (HoldfastException e) {
            LOG.warn("cannot delete {} objects; the next run tries again", intents.size(), e);
            return List.of();
        }
    }

    private boolean gone(ObjectName name) {
        try {
            return !store.contains(name);
        } catch (HoldfastException e) {
            LOG.warn("cannot tell whether the object {} is gone; the next run asks again", name, e);
            return false;
        }
    }
}
