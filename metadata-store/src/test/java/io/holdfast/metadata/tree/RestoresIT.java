package io.holdfast.metadata.tree;

import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.Gate;
import io.holdfast.metadata.Invariants;
import io.holdfast.metadata.World;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.entry.Change;
import io.holdfast.metadata.entry.Entries;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.entry.Journal;
import io.holdfast.metadata.entry.TrashPosition;
import io.holdfast.metadata.retention.PurgeRule;
import io.holdfast.metadata.retention.TrashPurge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RestoresIT {
    private static final World INSTALLATION = World.create();

    private final World world = INSTALLATION.neighbour();
    private final Entries entries = new Entries(world.database);
    private final Journal journal = new Journal(world.database);

    @AfterAll
    static void close() {
        INSTALLATION.close();
    }

    @AfterEach
    void sound() {
        Invariants.assertSound(world);
    }

    @Test
    void aFolderGoesAndComesAsOneAct() {
        UUID folder = world.folder("/docs/folder");
        Done file = world.upload("/docs/folder/deep/file", "a");
        world.upload(World.based(world.file("/docs/folder/deep/file", "a", "b"), 1));
        delete(folder);
        assertThat(trash()).containsExactly("/docs/folder");
        assertThat(bytes("trash_bytes")).isEqualTo(3L * World.BLOCK_BYTES);
        long seq = restore(folder);

        assertThat(last()).satisfies(change -> {
            assertThat(change.seq()).isEqualTo(seq);
            assertThat(change.action()).isEqualTo("restored");
            assertThat(change.path()).isEqualTo("/docs/folder");
            assertThat(change.oldPath()).isEmpty();
            assertThat(change.brought()).as("deep and file").isEqualTo(2);
        });
        assertThat(journal.brought(world.namespace, seq, 0, 1000)).hasSize(2).endsWith(file.entryId());
        assertThat(journal.brought(world.namespace, seq, 1, 1000)).containsExactly(file.entryId());
        assertThat(trash()).isEmpty();
        assertThat(entry(file.entryId()).deletedAt()).isEmpty();
        assertThat(entry(file.entryId()).version()).isEqualTo(2);
        assertThat(bytes("current_bytes")).isEqualTo(2L * World.BLOCK_BYTES);
        assertThat(bytes("version_bytes")).isEqualTo(World.BLOCK_BYTES);
    }

    @Test
    void aTakenNameIsChanged() {
        List<UUID> deleted = new ArrayList<>();
        for (String content : List.of("a", "b", "c")) {
            UUID file = world.upload("/a.txt", content).entryId();
            delete(file);
            deleted.add(file);
        }
        deleted.forEach(this::restore);
        assertThat(deleted.stream().map(file -> entry(file).path()))
                .containsExactly("/a.txt", "/a (restored 2026-11-21).txt", "/a (restored 2026-11-21 2).txt");
        assertThat(last().oldPath()).contains("/a.txt");
        assertThat(last().name()).isEqualTo("a (restored 2026-11-21 2).txt");
        assertThat(last().parentId()).isEqualTo(world.root);
    }

    @Test
    void foldersAboveAreMadeAnewAndBringNothingElseBack() {
        UUID folder = world.folder("/Top/mid");
        Done wanted = world.upload("/Top/mid/wanted", "a");
        Done other = world.upload("/Top/mid/other", "b");
        delete(wanted.entryId());
        UUID top = entries.byPath(world.namespace, EntryPath.parse("/Top"))
                .orElseThrow()
                .id();
        delete(top);
        restore(wanted.entryId());
        assertThat(entry(wanted.entryId()).path()).isEqualTo("/Top/mid/wanted");
        assertThat(entry(wanted.entryId()).parentId()).isNotEqualTo(Optional.of(folder));
        assertThat(entry(other.entryId()).deletedAt()).isPresent();
        assertThat(journal.after(world.namespace, journal.head(world.namespace) - 3, 5))
                .extracting(change -> change.action() + " " + change.path())
                .containsExactly("created /Top", "created /Top/mid", "restored /Top/mid/wanted");

        restore(top);
        assertThat(entry(other.entryId()).path()).isEqualTo("/Top (restored 2026-11-21)/mid/other");
    }

    @Test
    void partOfAFolderInTheTrashCanComeBackAlone() {
        UUID folder = world.folder("/box");
        Done wanted = world.upload("/box/wanted", "a");
        Done other = world.upload("/box/other", "b");
        delete(folder);
        restore(wanted.entryId());
        assertThat(entry(wanted.entryId()).path()).isEqualTo("/box/wanted");
        assertThat(entry(wanted.entryId()).deletedAt()).isEmpty();
        assertThat(trash()).containsExactly("/box");
        assertThat(world.purges
                        .purgeAll(TrashPurge.of(world.namespace, folder, "test", PurgeRule.IN_TRASH), 100)
                        .purged())
                .isEqualTo(1);
        assertThat(entries.byId(world.namespace, other.entryId())).isEmpty();
        assertThat(entry(wanted.entryId()).deletedAt()).isEmpty();
    }

    @Test
    void whatWentToTheTrashBeforeItsFolderStaysThere() {
        UUID folder = world.folder("/nest");
        Done before = world.upload("/nest/before", "a");
        delete(before.entryId());
        delete(folder);
        assertThat(journal.brought(world.namespace, restore(folder), 0, 10)).isEmpty();
        assertThat(trash()).containsExactly("/nest/before");
        restore(before.entryId());
        assertThat(entry(before.entryId()).path()).isEqualTo("/nest/before");
    }

    @Test
    void whatIsNotInTheTrashCannotComeBack() {
        Done file = world.upload("/live", "a");
        assertThatThrownBy(() -> restore(file.entryId())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> restore(new UUID(0, 7))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> restore(world.root)).isInstanceOf(NotFound.class);
        world.purge(file.entryId());
        assertThatThrownBy(() -> restore(file.entryId())).isInstanceOf(NotFound.class);
    }

    @Test
    void aFileInTheWayOfAFolderIsAConflictThatNamesIt() {
        Done file = world.upload("/way/file", "a");
        UUID way = entries.byPath(world.namespace, EntryPath.parse("/way"))
                .orElseThrow()
                .id();
        delete(way);
        Done blocker = world.upload("/WAY", "b");
        assertThatThrownBy(() -> restore(file.entryId()))
                .isInstanceOfSatisfying(
                        Conflict.class, clash -> assertThat(clash.current()).contains(blocker.entryId()));
    }

    @Test
    void whosePurgeHasBegunDoesNotComeBack() {
        UUID folder = world.folder("/half");
        world.upload("/half/one", "a");
        world.upload("/half/two", "b");
        delete(folder);
        TrashPurge purge = TrashPurge.of(world.namespace, folder, "test", PurgeRule.IN_TRASH);
        world.purges.purgeTrashed(purge, 1);
        assertThatThrownBy(() -> restore(folder)).isInstanceOf(Conflict.class).hasMessageContaining("has begun");
        world.purges.purgeAll(purge, 1);
        assertThat(trash()).isEmpty();
    }

    @Test
    void ofWhichAFolderIsPurgedDoesNotComeBackWithoutIt() {
        UUID folder = world.folder("/hollow");
        world.folder("/hollow/empty");
        world.upload("/hollow/file", "a");
        delete(folder);
        world.purges.purgeTrashed(TrashPurge.of(world.namespace, folder, "test", PurgeRule.IN_TRASH), 1);
        assertThatThrownBy(() -> restore(folder)).isInstanceOf(Conflict.class).hasMessageContaining("has begun");
    }

    @Test
    void ofARestoreAndAPurgeTheSecondSeesTheFirst() {
        Done file = world.upload("/race", "a");
        delete(file.entryId());
        Gate purging = new Gate("purge.afterRefs");
        World purger = world.seenBy(purging);
        CompletableFuture<Integer> purge = CompletableFuture.supplyAsync(() -> purger.purges
                .purgeAll(TrashPurge.of(world.namespace, file.entryId(), "test", PurgeRule.IN_TRASH), 10)
                .purged());
        purging.awaitReached();
        CompletableFuture<Boolean> restore = CompletableFuture.supplyAsync(() -> tryRestore(world, file.entryId()));
        purging.open();
        assertThat(purge.join()).isEqualTo(1);
        assertThat(restore.join()).isFalse();

        Done other = world.upload("/race2", "b");
        delete(other.entryId());
        Gate restoring = new Gate("restore.placed");
        World restorer = world.seenBy(restoring);
        CompletableFuture<Boolean> back = CompletableFuture.supplyAsync(() -> tryRestore(restorer, other.entryId()));
        restoring.awaitReached();
        CompletableFuture<Boolean> purged = CompletableFuture.supplyAsync(() -> {
            try {
                world.purges.purgeAll(TrashPurge.of(world.namespace, other.entryId(), "test", PurgeRule.IN_TRASH), 10);
                return true;
            } catch (NotFound e) {
                return false;
            }
        });
        restoring.open();
        assertThat(back.join()).isTrue();
        assertThat(purged.join()).isFalse();
        assertThat(entry(other.entryId()).deletedAt()).isEmpty();
    }

    @Test
    void theTrashIsPagedLastFirstAndStaysStableWhileRowsChange() {
        List<UUID> files = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            files.add(world.upload("/page" + i, "p" + i).entryId());
            delete(files.get(i));
            world.clock.advance(i % 2 == 0 ? Duration.ZERO : Duration.ofSeconds(1)); // pairs of the same time
        }
        List<Entry> first = entries.trash(world.namespace, TrashPosition.START, 3);
        restore(first.get(2).id());
        restore(files.get(0));
        world.clock.advance(Duration.ofSeconds(1));
        delete(world.upload("/later", "q").entryId());
        List<Entry> rest = entries.trash(world.namespace, TrashPosition.behind(first.get(2)), 10);
        List<UUID> seen = new ArrayList<>(first.stream().map(Entry::id).toList());
        seen.addAll(rest.stream().map(Entry::id).toList());
        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(files.subList(1, 6));
    }

    private boolean tryRestore(World actor, UUID entry) {
        try {
            actor.restores.restore(actor.namespace, entry, actor.actor());
            return true;
        } catch (HoldfastException refused) {
            return false;
        }
    }

    private long restore(UUID entry) {
        return world.restores.restore(world.namespace, entry, world.actor());
    }

    private void delete(UUID entry) {
        world.trash.delete(world.namespace, entry, world.actor());
    }

    private long bytes(String account) {
        return world.count("SELECT " + account + " FROM namespace WHERE id = '" + world.namespace + "'");
    }

    private List<String> trash() {
        return entries.trash(world.namespace, TrashPosition.START, 100).stream()
                .map(Entry::path)
                .toList();
    }

    private Entry entry(UUID id) {
        return entries.byId(world.namespace, id).orElseThrow();
    }

    private Change last() {
        return journal.after(world.namespace, journal.head(world.namespace) - 1, 1)
                .get(0);
    }
}
