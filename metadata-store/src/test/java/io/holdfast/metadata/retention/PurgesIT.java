package io.holdfast.metadata.retention;

import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.metadata.Invariants;
import io.holdfast.metadata.RowsRead;
import io.holdfast.metadata.World;
import io.holdfast.metadata.commit.CommitUpload;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.OpenedUpload;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The purge of a folder from the trash, step by step. */
class PurgesIT {
    private static final World INSTALLATION = World.create();

    private final World world = INSTALLATION.neighbour();

    @AfterAll
    static void close() {
        INSTALLATION.close();
    }

    @AfterEach
    void sound() {
        Invariants.assertSound(world);
    }

    /** Four times as much takes four times as many rows; were each step to look at everything, it would be sixteen times. */
    @Test
    void theWorkGrowsWithWhatIsPurgedAndNotWithItsSquare() {
        rowsToPurge("/first", 20); // until PostgreSQL knows its tables
        long small = rowsToPurge("/small", 20);
        long large = rowsToPurge("/large", 80);
        System.out.printf("a purge in steps of 5: %d rows for 100 files, %d for 400%n", small, large);
        assertThat(large).isLessThan(small * 9 / 2);
    }

    /** However many versions a file has, and though a step ends in the middle of it. */
    @Test
    void theVersionsOfAFileAreComeByOnce() {
        rowsToPurge(versions("/first", 25));
        long few = rowsToPurge(versions("/few", 25));
        long many = rowsToPurge(versions("/many", 100));
        assertThat(many).isLessThan(few * 9 / 2);
    }

    @Test
    void whatMayNotGoStaysWithTheFoldersAboveItAndTheRestGoes() {
        UUID folder = world.folder("/held");
        Done kept = world.upload("/held/a/kept", "k1");
        Done gone = world.upload("/held/a/gone", "k2");
        UUID empty = world.folder("/held/b");
        world.upload("/held/c/last", "k3");
        world.trash.delete(world.namespace, folder, world.actor());
        PurgeRule rule = facts -> !facts.versionId().equals(kept.versionId());
        for (int limit : new int[] {1, 2, 1000}) {
            PurgeOutcome outcome = world.purges.purgeAll(TrashPurge.of(world.namespace, folder, "test", rule), limit);
            assertThat(outcome.purged()).isEqualTo(limit == 1 ? 2 : 0);
            assertThat(outcome.passedOver()).isEqualTo(1);
        }
        assertThat(buried(gone.entryId())).isTrue();
        assertThat(buried(empty)).isTrue();
        assertThat(buried(kept.entryId())).isFalse();
        assertThat(buried(folder)).isFalse();
        assertThat(world.purges
                        .purgeAll(TrashPurge.of(world.namespace, folder, "test", PurgeRule.IN_TRASH), 3)
                        .purged())
                .isEqualTo(1);
        assertThat(buried(folder)).isTrue();
    }

    @Test
    void whatWasTakenOutOfTheTrashBetweenTwoStepsStays() {
        UUID folder = world.folder("/shared");
        world.upload("/shared/a", "s1");
        Done held = world.upload("/shared/b/1", "s2");
        Done saved = world.upload("/shared/b/2", "s3");
        world.upload("/shared/c", "s4");
        world.trash.delete(world.namespace, folder, world.actor());
        PurgeRule rule = facts -> !facts.versionId().equals(held.versionId());
        TrashPurge purge = TrashPurge.of(world.namespace, folder, "test", rule);
        while (purge.way().map(List::size).orElse(0) < 3) { // until it stands at /shared/b/1
            purge = world.purges.purgeTrashed(purge, 1).rest();
        }
        world.restores.restore(world.namespace, parent(saved.entryId()), world.actor());
        assertThat(world.purges.purgeAll(purge, 1).purged()).as("/shared/c").isEqualTo(1);
        assertThat(world.count("SELECT count(*) FROM version WHERE purged_at IS NULL AND entry_id IN ('"
                        + saved.entryId() + "', '" + held.entryId() + "')"))
                .isEqualTo(2);
        assertThat(buried(folder)).isTrue();
    }

    @Test
    void onlyWhatWasPutIntoTheTrashItselfIsPurged() {
        UUID folder = world.folder("/outer");
        Done file = world.upload("/outer/file", "o");
        assertThatThrownBy(() -> purge(folder)).isInstanceOf(NotFound.class);
        world.trash.delete(world.namespace, folder, world.actor());
        assertThatThrownBy(() -> purge(file.entryId())).isInstanceOf(NotFound.class);
        purge(folder);
        assertThat(buried(file.entryId())).isTrue();
    }

    private void purge(UUID entry) {
        world.purges.purgeAll(TrashPurge.of(world.namespace, entry, "test", PurgeRule.IN_TRASH), 10);
    }

    private long rowsToPurge(String path, int folders) {
        UUID folder = world.folder(path);
        FileRequest[] files = IntStream.range(0, folders * 5)
                .mapToObj(n -> world.file(path + "/d" + n % folders + "/f" + n, "purged"))
                .toArray(FileRequest[]::new);
        OpenedUpload opened = world.open(files);
        world.putNeeded(opened);
        world.commits.commit(new CommitUpload(opened.upload().id(), Set.of(world.namespace), () -> ""));
        world.trash.delete(world.namespace, folder, world.actor());
        return rowsToPurge(folder);
    }

    private UUID versions(String path, int count) {
        Done first = world.upload(path, path + 0);
        for (int version = 1; version < count; version++) {
            world.upload(World.based(world.file(path, path + version % 2), version));
        }
        world.trash.delete(world.namespace, first.entryId(), world.actor());
        return first.entryId();
    }

    private long rowsToPurge(UUID entry) {
        TrashPurge purge = TrashPurge.of(world.namespace, entry, "test", PurgeRule.IN_TRASH);
        long rows = RowsRead.during(world, () -> world.purges.purgeAll(purge, 5));
        assertThat(buried(entry)).isTrue();
        return rows;
    }

    private UUID parent(UUID entry) {
        return world.database
                .client()
                .sql("SELECT parent_id FROM entry WHERE id = ?")
                .param(entry)
                .query(UUID.class)
                .single();
    }

    private boolean buried(UUID entry) {
        return world.count("SELECT count(*) FROM entry WHERE purged_at IS NOT NULL AND id = '" + entry + "'") == 1;
    }
}
