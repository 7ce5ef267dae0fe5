package io.holdfast.metadata.tree;

import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.name.EntryName;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.Gate;
import io.holdfast.metadata.Invariants;
import io.holdfast.metadata.World;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.entry.Change;
import io.holdfast.metadata.entry.Entries;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.entry.Journal;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.OpenedUpload;
import io.holdfast.metadata.upload.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MovesIT {
    private World world;
    private Entries entries;
    private Journal journal;

    @BeforeAll
    void open() {
        world = World.create();
        entries = new Entries(world.database);
        journal = new Journal(world.database);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @AfterEach
    void sound() {
        Invariants.assertSound(world);
        assertThat(world.count("""
                        WITH RECURSIVE down AS (
                            SELECT id FROM entry WHERE parent_id IS NULL
                            UNION ALL SELECT e.id FROM down JOIN entry e ON e.parent_id = down.id)
                        SELECT (SELECT count(*) FROM entry) - (SELECT count(*) FROM down)
                        """))
                .as("entries that no way leads to from the root")
                .isZero();
    }

    @Test
    void aFolderMovesAsOneChangeAndEverythingInItHasItsNewPath() {
        UUID folder = world.folder("/one/photos");
        Done file = world.upload("/one/photos/2026/a.jpg", "m1");
        UUID target = world.folder("/two");
        long before = journal.head(world.namespace);
        long seq = move(folder, Optional.of(target), Optional.of("Pictures"));

        assertThat(journal.after(world.namespace, before, 10)).singleElement().satisfies(change -> {
            assertThat(change.seq()).isEqualTo(seq);
            assertThat(change.action()).isEqualTo("moved");
            assertThat(change.path()).isEqualTo("/two/Pictures");
            assertThat(change.oldPath()).contains("/one/photos");
            assertThat(change.parentId()).isEqualTo(target);
            assertThat(change.name()).isEqualTo("Pictures");
            assertThat(change.deviceId()).contains(world.device);
        });
        assertThat(path(file.entryId())).isEqualTo("/two/Pictures/2026/a.jpg");
        assertThat(entries.byPath(world.namespace, EntryPath.parse("/TWO/pictures/2026/A.jpg")))
                .map(Entry::id)
                .contains(file.entryId());
        assertThat(entries.byPath(world.namespace, EntryPath.parse("/one/photos/2026/a.jpg")))
                .isEmpty();
        assertThat(entries.children(world.namespace, target, "", 10))
                .extracting(Entry::id)
                .containsExactly(folder);
    }

    /** The time of it is printed; {@code -Dmove.entries=100000} for the full size. */
    @Test
    void howMuchAFolderHoldsDoesNotMatter() {
        int below = Integer.getInteger("move.entries", 5_000);
        UUID folder = world.folder("/large");
        world.database.client().sql("""
                        INSERT INTO entry (namespace_id, id, parent_id, name, name_key, type, created_at, updated_at, seq)
                        SELECT ?, gen_random_uuid(), ?, 'f' || n, 'f' || n, 'D', now(), now(), 1 FROM generate_series(1, ?) n
                        """).params(world.namespace, folder, below).update();
        world.database.template().execute("ANALYZE entry"); // as the server does by itself within a minute
        UUID target = world.folder("/elsewhere/deeper");
        long rows = world.count("SELECT count(*) FROM journal");
        long seq = move(folder, Optional.of(target), Optional.empty());
        assertThat(world.count("SELECT count(*) FROM journal")).isEqualTo(rows + 1);
        assertThat(world.count("SELECT count(*) FROM entry WHERE seq = " + seq)).isEqualTo(1);
        assertThat(world.count(
                        "SELECT count(*) FROM entry WHERE xmin = (SELECT xmin FROM journal WHERE seq = " + seq + ")"))
                .as("rows of the tree that the move wrote")
                .isEqualTo(1);
        assertThat(entries.byPath(world.namespace, EntryPath.parse("/elsewhere/deeper/large/f77")))
                .isPresent();
        double[] times = new double[9];
        for (int i = 0; i < times.length; i++) {
            long started = System.nanoTime();
            move(folder, Optional.of(i % 2 == 0 ? world.root : target), Optional.empty());
            times[i] = (System.nanoTime() - started) / 1e6;
        }
        Arrays.sort(times);
        System.out.printf(
                "a folder with %d entries moved 9 times: median %.1f ms, longest %.1f ms%n", below, times[4], times[8]);
    }

    @Test
    void onlyTheCaseOfANameCanChange() {
        Done file = world.upload("/case/Readme.md", "m2");
        move(file.entryId(), Optional.empty(), Optional.of("README.md"));
        assertThat(path(file.entryId())).isEqualTo("/case/README.md");
    }

    @Test
    void whereNothingChangesNothingIsWritten() {
        Done file = world.upload("/same/file", "m3");
        long before = journal.head(world.namespace);
        assertThat(move(file.entryId(), Optional.empty(), Optional.of("file"))).isEqualTo(file.seq());
        assertThat(journal.head(world.namespace)).isEqualTo(before);
    }

    @Test
    void aNameThatIsTakenIsRefusedAndSaysByWhom() {
        Done file = world.upload("/taken/one", "m4");
        Done other = world.upload("/taken/Two", "m5");
        assertThatThrownBy(() -> move(file.entryId(), Optional.empty(), Optional.of("tWO")))
                .asInstanceOf(type(Conflict.class))
                .satisfies(clash -> assertThat(clash.current()).contains(other.entryId()));
        world.trash.delete(world.namespace, other.entryId(), world.actor());
        move(file.entryId(), Optional.empty(), Optional.of("tWO"));
        assertThat(path(file.entryId())).isEqualTo("/taken/tWO");
    }

    @Test
    void anotherVersionThanTheOneThatWasSeenIsRefused() {
        Done file = world.upload("/based", "m6");
        Move stale = new Move(Optional.empty(), Optional.of(EntryName.of("other")), Optional.of(2L));
        assertThatThrownBy(() -> world.moves.move(world.namespace, file.entryId(), stale, world.actor()))
                .asInstanceOf(type(Conflict.class))
                .satisfies(clash -> assertThat(clash.current()).contains(file.entryId()));
        Move right = new Move(Optional.empty(), Optional.of(EntryName.of("other")), Optional.of(1L));
        world.moves.move(world.namespace, file.entryId(), right, world.actor());
        assertThat(path(file.entryId())).isEqualTo("/other");
    }

    @Test
    void intoItselfIntoAFileIntoTheTrashAndTheRootAreRefused() {
        UUID folder = world.folder("/self/inner");
        UUID outer = entries.byPath(world.namespace, EntryPath.parse("/self"))
                .orElseThrow()
                .id();
        Done file = world.upload("/self/file", "m7");
        assertThatThrownBy(() -> move(outer, Optional.of(outer), Optional.empty()))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> move(outer, Optional.of(folder), Optional.empty()))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> move(folder, Optional.of(file.entryId()), Optional.empty()))
                .isInstanceOf(InvalidRequest.class);
        assertThatThrownBy(() -> move(world.root, Optional.of(folder), Optional.empty()))
                .isInstanceOf(InvalidRequest.class);
        assertThatThrownBy(() -> move(folder, Optional.of(new UUID(0, 9)), Optional.empty()))
                .isInstanceOf(NotFound.class);
        UUID gone = world.folder("/self/gone");
        world.trash.delete(world.namespace, gone, world.actor());
        assertThatThrownBy(() -> move(file.entryId(), Optional.of(gone), Optional.empty()))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> move(gone, Optional.empty(), Optional.of("x"))).isInstanceOf(NotFound.class);
        world.restores.restore(world.namespace, gone, world.actor());
    }

    @Test
    void noPathBelowPassesTheLimit() {
        String longName = "n".repeat(250);
        UUID deep = world.folder("/limit" + ("/" + longName).repeat(14));
        UUID top = entries.byPath(world.namespace, EntryPath.parse("/limit"))
                .orElseThrow()
                .id();
        UUID place = world.folder("/place/" + longName + "/" + longName + "/" + longName);
        assertThatThrownBy(() -> move(top, Optional.of(place), Optional.empty()))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("4096");
        assertThat(path(deep)).hasSize(6 + 14 * 251);
        UUID shallow = world.folder("/shallow/" + longName);
        UUID parent = entries.byPath(world.namespace, EntryPath.parse("/shallow"))
                .orElseThrow()
                .id();
        move(parent, Optional.of(place), Optional.empty());
        assertThat(path(shallow)).startsWith("/place/").endsWith("/shallow/" + longName);
    }

    @Test
    void ofTwoMovesThatCrossOneIsRefused() {
        UUID x = world.folder("/cross/x");
        UUID y = world.folder("/cross/y");
        Gate gate = new Gate("move.placed");
        World first = world.seenBy(gate);
        CompletableFuture<Boolean> one = meanwhile(() -> tryMove(first, x, y));
        gate.awaitReached();
        CompletableFuture<Boolean> other = meanwhile(() -> tryMove(world, y, x));
        gate.open();
        assertThat(one.join()).isTrue();
        assertThat(other.join()).isFalse();
        assertThat(path(x)).isEqualTo("/cross/y/x");
    }

    @Test
    void crossingMovesNeverMakeACycle() {
        UUID a = world.folder("/ring/a");
        UUID b = world.folder("/ring/b");
        UUID c = world.folder("/ring/c");
        UUID ring = entries.byPath(world.namespace, EntryPath.parse("/ring"))
                .orElseThrow()
                .id();
        for (int round = 0; round < 8; round++) {
            List<CompletableFuture<Boolean>> all = List.of(
                    meanwhile(() -> tryMove(world, a, b)),
                    meanwhile(() -> tryMove(world, b, c)),
                    meanwhile(() -> tryMove(world, c, a)));
            assertThat(all.stream().filter(CompletableFuture::join).count()).isEqualTo(2);
            List.of(a, b, c).forEach(folder -> assertThat(path(folder)).startsWith("/ring/"));
            List.of(a, b, c).forEach(folder -> move(folder, Optional.of(ring), Optional.empty()));
        }
    }

    @Test
    void aCommitIntoAFolderThatMovesLandsWhereTheFolderIs() {
        UUID folder = world.folder("/busy/inbox");
        UUID target = world.folder("/archive");
        OpenedUpload byId =
                world.open(new FileRequest(new Target.AtPath(folder, EntryPath.parse("/late")), World.manifest("m8")));
        world.putNeeded(byId);
        Gate gate = new Gate("move.placed");
        World mover = world.seenBy(gate);
        CompletableFuture<Boolean> move = meanwhile(() -> tryMove(mover, folder, target));
        gate.awaitReached();
        CompletableFuture<Done> commit =
                meanwhile(() -> world.commit(byId.upload().id()));
        gate.open();
        assertThat(move.join()).isTrue();
        assertThat(commit.join().path()).isEqualTo("/archive/inbox/late");
        assertThat(path(commit.join().entryId())).isEqualTo("/archive/inbox/late");
    }

    @Test
    void ofAMoveIntoAFolderAndItsDeletionTheSecondSeesTheFirst() {
        UUID folder = world.folder("/doomed");
        Done file = world.upload("/survivor", "m9");
        Gate gate = new Gate("trash.marked");
        World deleter = world.seenBy(gate);
        CompletableFuture<Long> deletion =
                meanwhile(() -> deleter.trash.delete(world.namespace, folder, world.actor()));
        gate.awaitReached();
        CompletableFuture<Boolean> move = meanwhile(() -> tryMove(world, file.entryId(), folder));
        gate.open();
        assertThat(deletion.join()).isPositive();
        assertThat(move.join()).as("the folder is in the trash").isFalse();
        assertThat(path(file.entryId())).isEqualTo("/survivor");
        world.restores.restore(world.namespace, folder, world.actor());
    }

    @Test
    void theListingOfTheStateAndTheJournalAgreeAfterAMove() {
        UUID folder = world.folder("/listed/before");
        Done file = world.upload("/listed/before/f", "m10");
        move(folder, Optional.empty(), Optional.of("after"));
        List<Entry> state = entries.state(world.namespace, 0, journal.head(world.namespace), 10_000);
        assertThat(state)
                .filteredOn(entry -> entry.id().equals(file.entryId()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.path()).isEqualTo("/listed/after/f"));
        List<Change> changes = journal.after(world.namespace, file.seq(), 10);
        assertThat(changes).extracting(Change::path).containsExactly("/listed/after");
    }

    private boolean tryMove(World actor, UUID entry, UUID folder) {
        try {
            actor.moves.move(
                    actor.namespace,
                    entry,
                    new Move(Optional.of(folder), Optional.empty(), Optional.empty()),
                    actor.actor());
            return true;
        } catch (HoldfastException refused) {
            return false;
        }
    }

    private long move(UUID entry, Optional<UUID> folder, Optional<String> name) {
        return world.moves.move(
                world.namespace, entry, new Move(folder, name.map(EntryName::of), Optional.empty()), world.actor());
    }

    private String path(UUID entry) {
        return entries.byId(world.namespace, entry).orElseThrow().path();
    }

    private static <T> CompletableFuture<T> meanwhile(Supplier<T> act) {
        return CompletableFuture.supplyAsync(act);
    }
}
