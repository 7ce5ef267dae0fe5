package io.holdfast.blockstore.pack;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.testkit.block.Blocks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GroupCommitTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch first = new CountDownLatch(1);
    private final List<Integer> groups = new ArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void thoseThatWaitAtTheSameTimeShareOneCommit() throws Exception {
        GroupCommit commits = new GroupCommit(this::commitOnceReleased);
        List<Future<Appended>> puts = new ArrayList<>();
        puts.add(threads.submit(() -> commits.append(List.of(slice(0, 10)))));
        awaitWaiting(commits, 0, 1);
        for (int i = 1; i <= 20; i++) {
            int number = i;
            puts.add(threads.submit(() -> commits.append(List.of(slice(number, 10)))));
        }
        awaitWaiting(commits, 20, 1);
        first.countDown();
        for (int i = 0; i < puts.size(); i++) {
            assertThat(puts.get(i).get(20, TimeUnit.SECONDS).places())
                    .containsKey(slice(i, 10).name());
        }
        assertThat(groups).containsExactly(1, 20);
    }

    @Test
    void aGroupIsNoLargerThanWhatIsWrittenInOneGo() throws Exception {
        GroupCommit commits = new GroupCommit(this::commitOnceReleased);
        List<Future<Appended>> puts = new ArrayList<>();
        puts.add(threads.submit(() -> commits.append(List.of(slice(0, 10)))));
        awaitWaiting(commits, 0, 1);
        for (int i = 1; i <= 3; i++) {
            int number = i;
            puts.add(threads.submit(() -> commits.append(List.of(slice(number, 4 << 20)))));
        }
        awaitWaiting(commits, 3, 1);
        first.countDown();
        for (Future<Appended> put : puts) {
            put.get(20, TimeUnit.SECONDS);
        }
        assertThat(groups).containsExactly(1, 2, 1);
    }

    @Test
    void aFailureIsThatOfItsGroupOnly() throws Exception {
        GroupCommit commits = new GroupCommit(group -> {
            if (group.get(0).frame().length == 1) {
                throw new IllegalStateException("disk");
            }
            return commit(group);
        });
        assertThatThrownBy(() -> commits.append(List.of(slice(1, 1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("disk");
        assertThat(commits.append(List.of(slice(2, 2))).places()).hasSize(1);
    }

    /** So many wait, and so many groups were begun. */
    private void awaitWaiting(GroupCommit commits, int waiting, int begun) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (commits.waiting() != waiting || begun() != begun) {
            assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private synchronized int begun() {
        return groups.size();
    }

    private Appended commitOnceReleased(List<Slice> group) {
        synchronized (this) {
            groups.add(group.size());
        }
        try {
            first.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return commit(group);
    }

    private static Appended commit(List<Slice> group) {
        Map<ObjectName, Location> places = new HashMap<>();
        group.forEach(slice -> places.put(slice.name(), new Location(slice.name(), -1, 20, slice.frame().length)));
        return new Appended(places, Set.of());
    }

    private static Slice slice(int number, int size) {
        BlockBytes bytes = Blocks.random(number, 10);
        return new Slice(Blocks.name(bytes, number), new byte[size]);
    }
}
