package io.holdfast.metadata;

import java.time.Duration;

/** Waits until PostgreSQL itself says that a session stands before the lock of another. */
public final class Waiting {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Waiting() {}

    /** Returns once so many sessions of this installation wait for a lock. */
    public static void awaitBlocked(World world, int sessions) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (blocked(world) < sessions) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("nobody waits for a lock");
            }
            Thread.onSpinWait();
        }
    }

    private static long blocked(World world) {
        return world.count("SELECT count(*) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0");
    }
}
