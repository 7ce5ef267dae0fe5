package io.holdfast.gc;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.Location;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.MissingBlocks;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.gc.Profile;
import io.holdfast.gc.pack.PackRun;
import io.holdfast.gc.pack.RepackSettings;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.entry.BlockLocation;
import io.holdfast.metadata.entry.BlockLocations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three uploaders, one that purges, one that reads, and two collectors that take the right to collect from each other at any moment, all on forty
 * blocks in packs, all of which are repacked as soon as anything in them is dead. {@code -Dseed=} replays the choices, {@code
 * -Drepack.uploads=} makes it longer.
 */
class RepackScheduleIT {
    private static final Logger LOG = LoggerFactory.getLogger(RepackScheduleIT.class);
    private static final int BLOCKS = 40;
    private static final int UPLOADERS = 3;
    private static final int MOVES_WHILE_ONE_READS = 20;
    private static final int KEPT = 12;
    private static final long PAUSE_NANOS = 2_000_000;
    private static final RepackSettings FOUR_AT_ONCE =
            new RepackSettings(0, Long.MAX_VALUE, 8 << 20, 2, Duration.ZERO, 256 << 10);
    private static final Ambient REAL = Ambient.real();

    private final long seed = Long.getLong("seed", 20261121);
    private final int uploads = Integer.getInteger("repack.uploads", 50);
    private final AtomicBoolean stop = new AtomicBoolean();
    private final ConcurrentLinkedQueue<UUID> entries = new ConcurrentLinkedQueue<>();
    private final AtomicLong epochs = new AtomicLong();
    private final AtomicLong overtaken = new AtomicLong();
    private final AtomicLong copied = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();

    @Test
    void everyReferencedBlockReadsBackAndAllSpaceComesBack() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(UPLOADERS + 4);
        try (Site site = Site.create(Profile.REHEARSAL).packing()) {
            List<Future<Void>> uploading = new ArrayList<>();
            for (int who = 0; who < UPLOADERS; who++) {
                uploading.add(threads.submit(uploader(site, who)));
            }
            List<Future<Void>> others = List.of(
                    threads.submit(until(() -> purgeSome(site))),
                    threads.submit(until(() -> readAll(site))),
                    threads.submit(until(() -> collect(site))),
                    threads.submit(rival(site)));
            for (Future<Void> one : uploading) {
                one.get(120, TimeUnit.SECONDS);
            }
            stop.set(true);
            for (Future<Void> one : others) {
                one.get(60, TimeUnit.SECONDS);
            }
            String figures = "seed " + seed + ": " + UPLOADERS * uploads + " uploads, " + epochs + " epochs, "
                    + overtaken + " overtaken, " + copied + " slices copied, " + reads + " reads";
            LOG.info(figures);
            assertThat(copied.get()).as(figures).isPositive();
            assertThat(reads.get()).as(figures).isPositive();
            PlainEpoch.of(site, REAL).run();
            assertThat(site.objects()).as(figures).isEqualTo(site.referenced());
            for (Location place : site.places()) {
                assertThat(site.store().get(place).hash())
                        .as(figures)
                        .isEqualTo(place.name().block());
            }
            while (!entries.isEmpty()) {
                purgeOne(site);
            }
            PlainEpoch.of(site, REAL).run();
            assertThat(site.objects()).as(figures).isEmpty();
            assertThat(site.packs().list()).as(figures).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<Void> uploader(Site site, int who) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed + who);
        return () -> {
            for (int i = 0; i < uploads; i++) {
                int[] blocks = random.ints(2, 0, BLOCKS).toArray();
                commit(site, "u" + who + "-" + i, blocks);
            }
            return null;
        };
    }

    /** The collectors wait for nothing, so a block may go between its put and the commit. A client puts it again. */
    private void commit(Site site, String path, int[] blocks) {
        for (int tries = 0; ; tries++) {
            try {
                entries.add(site.commit(path, blocks));
                return;
            } catch (MissingBlocks e) {
                assertThat(tries).as("a commit that never gets through").isLessThan(100);
            }
        }
    }

    private Callable<Void> until(Runnable act) {
        return () -> {
            while (!stop.get()) {
                act.run();
            }
            return null;
        };
    }

    /** Leaves enough to be needed. */
    private void purgeSome(Site site) {
        if (entries.size() > KEPT) {
            purgeOne(site);
        } else {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void purgeOne(Site site) {
        Optional.ofNullable(entries.poll()).ifPresent(site::purge);
    }

    /** Takes the right to collect from the other at moments that chance says. */
    private Callable<Void> rival(Site site) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed - 1);
        return until(() -> {
            LockSupport.parkNanos(random.nextInt(1, 1_000) * PAUSE_NANOS);
            collect(site);
        });
    }

    private void collect(Site site) {
        try {
            PackRun run = new PlainEpoch(site, REAL, site.store(), FOUR_AT_ONCE, Duration.ZERO).run();
            copied.addAndGet(run.copiedSlices().count());
            epochs.incrementAndGet();
        } catch (Conflict e) {
            overtaken.incrementAndGet();
        }
    }

    private void readAll(Site site) {
        BlockLocations locations = new BlockLocations(site.database());
        for (Location place : site.places()) {
            read(site, locations, place);
            reads.incrementAndGet();
        }
    }

    /** As the API reads: looks again where it lies if it is not where it was. Gone for good is only what nothing refers to. */
    private static void read(Site site, BlockLocations locations, Location first) {
        BlockId block = first.name().block();
        Location place = first;
        for (int moves = 0; moves < MOVES_WHILE_ONE_READS; moves++) {
            try {
                assertThat(site.store().get(place).hash()).isEqualTo(block);
                return;
            } catch (NotFound e) {
                Map<BlockId, BlockLocation> now = locations.find(List.of(block));
                BlockLocation found = now.get(block);
                if (found == null) {
                    return; // purged and collected since
                }
                assertThat(found.location()).as("a row that points to nothing").isNotEqualTo(place);
                place = found.location();
            }
        }
        throw new AssertionError(block + " moved faster than it could be read");
    }
}
