package io.holdfast.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Two things timed in turn, A B A B, so that both meet the same machine; the median of the pair ratios is the result. */
public final class Pairs {
    private Pairs() {}

    /** What is counted. */
    public enum Clock {
        /** Time on the wall, for what waits for a disk or another process. */
        WALL {
            @Override
            long nanos() {
                return System.nanoTime();
            }
        },
        /** Processor time of this thread, for what only computes: other programs on the machine then hardly count. */
        PROCESSOR {
            @Override
            long nanos() {
                return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            }
        };

        abstract long nanos();
    }

    /** One timed thing. */
    @FunctionalInterface
    public interface Timed {
        void run() throws Exception;
    }

    /**
     * @param referenceNanos median time of the reference
     * @param nanos median time of the thing measured
     * @param ratio median of reference time / time of each pair: 1 is as fast as the reference
     * @param lowest the ratio that a tenth of the pairs stay below
     * @param highest the ratio that a tenth of the pairs exceed
     */
    public record Result(long referenceNanos, long nanos, double ratio, double lowest, double highest) {
        /** A line with both speeds and the ratio. */
        public void print(String name, long bytes) {
            Report.line(
                    "%-34s %8.0f MB/s  reference %8.0f MB/s  ratio %5.2f  (10 %% to 90 %% of pairs: %.2f to %.2f)",
                    name, 1e3 * bytes / nanos, 1e3 * bytes / referenceNanos, ratio, lowest, highest);
        }
    }

    /** Runs both a few times untimed, then {@code rounds} pairs. */
    public static Result measure(Clock clock, int warmUps, int rounds, Timed reference, Timed measured)
            throws Exception {
        for (int i = 0; i < warmUps; i++) {
            reference.run();
            measured.run();
        }
        long[] references = new long[rounds];
        long[] times = new long[rounds];
        double[] ratios = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            references[i] = nanos(clock, reference);
            times[i] = nanos(clock, measured);
            ratios[i] = (double) references[i] / times[i];
        }
        Arrays.sort(references);
        Arrays.sort(times);
        Arrays.sort(ratios);
        return new Result(
                references[rounds / 2],
                times[rounds / 2],
                ratios[rounds / 2],
                ratios[rounds / 10],
                ratios[rounds * 9 / 10]);
    }

    private static long nanos(Clock clock, Timed timed) throws Exception {
        long start = clock.nanos();
        timed.run();
        return clock.nanos() - start;
    }
}
