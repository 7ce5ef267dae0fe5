package io.holdfast.standalone.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same work on many things, some at once. */
final class Parallel {
    private static final int AT_ONCE = 4;

    /** Work on one thing. */
    @FunctionalInterface
    interface Work<T, R> {
        R on(T thing) throws IOException, InterruptedException;
    }

    private Parallel() {}

    /** The results in the order of the things; the first failure ends it all. */
    static <T, R> List<R> map(List<T> things, Work<T, R> work) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<R>> futures = new ArrayList<>();
            for (T thing : things) {
                futures.add(threads.submit(() -> work.on(thing)));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
