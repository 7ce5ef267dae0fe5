package io.holdfast.metadata.database;

import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.core.gc.Profile;
import io.holdfast.metadata.World;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TransactionsIT {
    private static World world;

    @BeforeAll
    static void open() {
        world = World.create();
        world.database
                .client()
                .sql("CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL)")
                .update();
        world.database.client().sql("INSERT INTO counter VALUES (1, 0), (2, 0)").update();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @Test
    void aDeadlockIsDoneAgain() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<Void> up = CompletableFuture.runAsync(() -> inOrder(1, 2, both, attempts));
        CompletableFuture<Void> down = CompletableFuture.runAsync(() -> inOrder(2, 1, both, attempts));
        CompletableFuture.allOf(up, down).get(30, TimeUnit.SECONDS);
        assertThat(attempts.get())
                .as("PostgreSQL may break both off, if both look for the deadlock at the same time")
                .isBetween(3, 4);
        assertThat(world.count("SELECT sum(n) FROM counter WHERE id IN (1, 2)")).isEqualTo(4);
    }

    @Test
    void aConnectionLostBeforeTheCommitMeansNothingHasChanged() {
        assertThatThrownBy(() -> world.database.transactions().call("count", () -> {
                    endThisConnection();
                    return world.database
                            .client()
                            .sql("INSERT INTO counter VALUES (3, 0)")
                            .update();
                }))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void aConnectionLostDuringTheCommitLeavesTheOutcomeUnknown() {
        assertThatThrownBy(() -> world.database.transactions().call("count", () -> {
                    world.database
                            .client()
                            .sql("INSERT INTO counter VALUES (4, 0)")
                            .update();
                    endThisConnection();
                    return true;
                }))
                .isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void aProfileIsNeverSwitched() {
        assertThatThrownBy(() -> Migrations.apply(world.database, world.ambient, Profile.DEFAULT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("rehearsal");
        Installation installation = Migrations.apply(world.database, world.ambient, Profile.REHEARSAL);
        assertThat(Migrations.newIncarnation(world.database, world.ambient).incarnation())
                .isNotEqualTo(installation.incarnation());
    }

    private static void inOrder(int first, int second, CyclicBarrier both, AtomicInteger attempts) {
        world.database.transactions().run("count up", () -> {
            increment(first);
            if (attempts.incrementAndGet() <= 2) {
                meet(both);
            }
            increment(second);
        });
    }

    private static void increment(int id) {
        world.database
                .client()
                .sql("UPDATE counter SET n = n + 1 WHERE id = ?")
                .param(id)
                .update();
    }

    /** Another connection ends the one of this thread's transaction. */
    private static void endThisConnection() {
        int pid = world.database
                .client()
                .sql("SELECT pg_backend_pid()")
                .query(Integer.class)
                .single();
        CompletableFuture.runAsync(() -> world.database
                        .client()
                        .sql("SELECT pg_terminate_backend(?, 5000)")
                        .param(pid)
                        .query(Boolean.class)
                        .single())
                .join();
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
