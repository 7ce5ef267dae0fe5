package io.holdfast.metadata;

import io.holdfast.core.error.HoldfastException.MissingBlocks;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.metadata.commit.Commits;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.upload.OpenedUpload;
import io.holdfast.testkit.postgres.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Five uploaders, two that purge and a collector that waits for nothing, on forty hot blocks. Afterwards nothing dangles, nobody
 * was refused without a reason, and all garbage is gone. {@code -Dseed=} replays the choices, {@code -Dstress.seconds=} runs longer.
 */
class StressIT {
    private static final int BLOCKS = 40;
    private static final int UPLOADERS = 5;
    private static final int PURGERS = 2;
    private static final int ENOUGH = 50;

    private final long seed = Long.getLong("seed", 20261121);
    private final long seconds = Long.getLong("stress.seconds", 5);
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong epochs = new AtomicLong();
    private final LinkedBlockingQueue<UUID> entries = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @EnumSource
    void nothingDanglesNobodyIsRefusedAndGarbageReturnsToNothing(Commits.Paths paths) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(UPLOADERS + PURGERS + 1);
        try (World world = World.create(PostgresServer.shared().createDatabase(), paths, seed)) {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < UPLOADERS; i++) {
                RandomGenerator random = random(i);
                int who = i;
                work.add(threads.submit(() -> until(() -> uploadOne(world, who, random))));
            }
            for (int i = 0; i < PURGERS; i++) {
                work.add(threads.submit(() -> until(() -> purgeOne(world))));
            }
            work.add(threads.submit(() -> until(() -> {
                world.collect();
                epochs.incrementAndGet();
            })));
            runAtLeast(Duration.ofSeconds(seconds));
            stop.set(true);
            for (Future<?> one : work) {
                one.get(60, TimeUnit.SECONDS);
            }
            String figures = "seed " + seed + ": " + commits + " commits, " + retries + " answered 409, " + epochs
                    + " epochs, " + world.count("SELECT count(*) FROM delete_intent") + " deletions";
            Invariants.assertSound(world);
            assertThat(commits.get()).as(figures).isGreaterThan(ENOUGH);
            assertThat(epochs.get()).as(figures).isGreaterThan(5);
            while (!entries.isEmpty()) {
                purgeOne(world);
            }
            world.collect();
            assertThat(world.count("SELECT count(*) FROM block")).as(figures).isZero();
            assertThat(world.objects).as(figures).isEmpty();
            Invariants.assertSound(world);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Longer, on a machine that has much else to do, until enough has happened to mean something. */
    private void runAtLeast(Duration time) {
        long begin = System.nanoTime();
        long patience = time.multipliedBy(6).toNanos();
        while (System.nanoTime() - begin < time.toNanos()
                || (commits.get() <= ENOUGH && System.nanoTime() - begin < patience)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private RandomGenerator random(int who) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed + who);
    }

    private void until(Runnable act) {
        while (!stop.get()) {
            act.run();
        }
    }

    private void uploadOne(World world, int who, RandomGenerator random) {
        String[] blocks = new String[3];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = "hot-" + random.nextInt(BLOCKS);
        }
        OpenedUpload opened = world.open(world.file("/u" + who + "/" + random.nextLong(), blocks));
        world.putNeeded(opened);
        for (int tries = 0; ; tries++) {
            try {
                Done done = world.commit(opened.upload().id());
                entries.add(done.entryId());
                commits.incrementAndGet();
                return;
            } catch (MissingBlocks missing) {
                // The collector waits for nothing here, so a block may go between its put and the commit. A client puts
                // it again.
                assertThat(tries).as("a commit that never gets through").isLessThan(200);
                retries.incrementAndGet();
                missing.missing()
                        .forEach(hash -> world.put(opened.upload().id(), new BlockRef(hash, World.BLOCK_BYTES)));
            }
        }
    }

    private void purgeOne(World world) {
        try {
            UUID entry = entries.poll(10, TimeUnit.MILLISECONDS);
            if (entry != null) {
                world.purge(entry);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
