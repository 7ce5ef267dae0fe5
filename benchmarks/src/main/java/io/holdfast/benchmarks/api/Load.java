package io.holdfast.benchmarks.api;

import io.holdfast.benchmarks.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The same work from some threads at once, each as fast as it can, for a while. */
record Load(int threads, int seconds) {
    private static final int WARM_UP_SECONDS = 3;

    /** One thread's work; made in its thread, called again and again. */
    @FunctionalInterface
    interface Work extends AutoCloseable {
        void once() throws Exception;

        @Override
        default void close() throws Exception {}
    }

    /** Makes the work of one thread. */
    @FunctionalInterface
    interface Opening {
        Work open(int thread) throws Exception;
    }

    /**
     * What was seen.
     *
     * @param perSecond how often it was done, all threads together
     */
    record Result(double perSecond, long p50Nanos, long p99Nanos) {
        /** Of work that does so many things each time it is done once. */
        Result times(int things) {
            return new Result(perSecond * things, p50Nanos, p99Nanos);
        }

        void print(String name, double reference) {
            Report.line(
                    "%-44s %9.0f /s  p50 %7.2f ms  p99 %7.2f ms%s",
                    name,
                    perSecond,
                    p50Nanos / 1e6,
                    p99Nanos / 1e6,
                    reference > 0 ? String.format(Locale.ROOT, "  ratio %.2f", perSecond / reference) : "");
        }
    }

    /**
     * Does each thread's work so many times, all threads starting together once every work is made; the first quarter is untimed. For
     * work that needs something prepared each time. Any failure ends it all.
     */
    Result drain(Opening opening, int times) throws Exception {
        CyclicBarrier together = new CyclicBarrier(threads);
        long[] spans = new long[threads];
        List<long[]> all = inThreads(number -> {
            try (Work work = opening.open(number)) {
                together.await();
                time(work, times / 4);
                together.await();
                long begin = System.nanoTime();
                long[] taken = time(work, times - times / 4);
                spans[number] = System.nanoTime() - begin;
                return taken;
            } catch (Exception e) {
                together.reset();
                throw e;
            }
        });
        return result(all, Arrays.stream(spans).max().orElseThrow() / 1e9);
    }

    private static long[] time(Work work, int times) throws Exception {
        long[] taken = new long[times];
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            work.once();
            taken[i] = System.nanoTime() - begin;
        }
        return taken;
    }

    /** Runs it untimed for three seconds, then timed. Any failure ends it all. */
    Result run(Opening opening) throws Exception {
        return result(
                inThreads(number -> {
                    try (Work work = opening.open(number)) {
                        repeat(work, WARM_UP_SECONDS);
                        return repeat(work, seconds);
                    }
                }),
                seconds);
    }

    @FunctionalInterface
    private interface Body {
        long[] run(int thread) throws Exception;
    }

    private List<long[]> inThreads(Body body) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<long[]>> futures = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                futures.add(pool.submit(() -> body.run(number)));
            }
            List<long[]> all = new ArrayList<>();
            for (Future<long[]> future : futures) {
                all.add(future.get());
            }
            return all;
        } finally {
            pool.shutdownNow();
        }
    }

    private static long[] repeat(Work work, int seconds) throws Exception {
        long[] times = new long[1 << 12];
        int count = 0;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
            work.once();
            if (count == times.length) {
                times = Arrays.copyOf(times, count * 2);
            }
            times[count++] = System.nanoTime() - begin;
        }
        return Arrays.copyOf(times, count);
    }

    private static Result result(List<long[]> all, double seconds) {
        long[] times = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Result(
                times.length / seconds,
                times[times.length / 2],
                times[(int) Math.min(times.length - 1, times.length * 99L / 100)]);
    }
}
