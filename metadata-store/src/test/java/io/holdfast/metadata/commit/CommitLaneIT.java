package io.holdfast.metadata.commit;

import io.holdfast.metadata.Gate;
import io.holdfast.metadata.World;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.commit.FileResult.Outcome;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.OpenedUpload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Commits that wait at the same time, on real PostgreSQL. */
class CommitLaneIT {
    private final List<Thread> threads = new ArrayList<>();

    @Test
    void whatWaitsAtTheSameTimeIsCommittedInOneTransaction() throws Exception {
        try (World world = World.create()) {
            List<OpenedUpload> uploads = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                uploads.add(ready(world, world.file("/together/" + i, "own" + i, "common")));
            }
            world.folder("/together");
            List<Done> done = committedTogether(world, uploads);
            assertThat(done).extracting(Done::outcome).containsOnly(Outcome.COMMITTED);
            assertThat(done).extracting(Done::path).doesNotHaveDuplicates();
            assertThat(world.count("SELECT count(*) FROM version")).isEqualTo(6);
            assertThat(world.count("SELECT count(DISTINCT xmin::text) FROM version"))
                    .as("transactions")
                    .isEqualTo(1);
            assertThat(world.count("SELECT max(seq) FROM journal"))
                    .isEqualTo(world.count("SELECT count(*) FROM journal"));
        }
    }

    @Test
    void twoThatWantTheSamePathAreDecidedLikeTwoThatComeOneAfterTheOther() throws Exception {
        try (World world = World.create()) {
            OpenedUpload one = ready(world, world.file("/same", "one"));
            OpenedUpload other = ready(world, world.file("/same", "other"));
            OpenedUpload third = ready(world, world.file("/third", "third"));
            List<Done> done = committedTogether(world, List.of(one, other, third));
            assertThat(done)
                    .extracting(Done::outcome)
                    .containsExactlyInAnyOrder(Outcome.COMMITTED, Outcome.KEPT_BESIDE, Outcome.COMMITTED);
            assertThat(done.get(2).outcome()).isEqualTo(Outcome.COMMITTED);
        }
    }

    @Test
    void aNamespaceThatSomebodyKeepsLockedHoldsUpOnlyItsOwn() throws Exception {
        try (World world = World.create()) {
            OpenedUpload late = ready(world, world.file("/late", "late"));
            List<OpenedUpload> others = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                World neighbour = world.neighbour();
                others.add(ready(neighbour, neighbour.file("/other", "other" + i)));
            }
            CountDownLatch locked = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            Future<?> holder = CompletableFuture.runAsync(() -> world.database
                    .transactions()
                    .run("hold a namespace", () -> {
                        world.database
                                .client()
                                .sql("SELECT id FROM namespace WHERE id = ? FOR UPDATE")
                                .param(world.namespace)
                                .query(UUID.class)
                                .single();
                        locked.countDown();
                        join(release);
                    }));
            join(locked);
            Gate gate = new Gate("commit.leading");
            World held = world.seenBy(gate);
            Future<Done> waiting = start(() -> commit(held, late));
            List<Future<Done>> going =
                    others.stream().map(one -> start(() -> commit(held, one))).toList();
            gate.open();
            for (Future<Done> one : going) {
                assertThat(one.get(20, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.COMMITTED);
            }
            assertThat(waiting.isDone()).isFalse();
            release.countDown();
            assertThat(waiting.get(20, TimeUnit.SECONDS).version()).isEqualTo(1);
            holder.get(20, TimeUnit.SECONDS);
        }
    }

    /** The first stands before the statement until the others wait behind it. */
    private List<Done> committedTogether(World world, List<OpenedUpload> uploads) throws Exception {
        Gate gate = new Gate("commit.leading");
        World held = world.seenBy(gate);
        List<Future<Done>> results = new ArrayList<>();
        for (OpenedUpload upload : uploads) {
            results.add(start(() -> commit(held, upload)));
        }
        gate.awaitReached();
        awaitAllWaiting();
        gate.open();
        List<Done> done = new ArrayList<>();
        for (Future<Done> result : results) {
            done.add(result.get(20, TimeUnit.SECONDS));
        }
        return done;
    }

    private void awaitAllWaiting() {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING)) {
            assertThat(System.nanoTime()).as("all wait").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    private <T> Future<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "commit");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return task;
    }

    private static Done commit(World world, OpenedUpload opened) {
        return world.commits
                .commit(new CommitUpload(
                        opened.upload().id(), Set.of(opened.upload().namespaceId()), () -> "laptop"))
                .only();
    }

    private static OpenedUpload ready(World world, FileRequest file) {
        OpenedUpload opened = world.open(file);
        world.putNeeded(opened);
        return opened;
    }

    private static void join(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
