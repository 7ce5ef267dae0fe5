package io.holdfast.metadata.commit;

import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.MissingBlocks;
import io.holdfast.core.error.HoldfastException.QuotaExceeded;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.Invariants;
import io.holdfast.metadata.World;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.commit.FileResult.Failed;
import io.holdfast.metadata.commit.FileResult.Outcome;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.OnConflict;
import io.holdfast.metadata.upload.OpenUpload;
import io.holdfast.metadata.upload.OpenedUpload;
import io.holdfast.metadata.upload.Target;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Every case runs through the fast path first, and through the slow path alone. */
class CommitIT {
    private static final Map<Commits.Paths, World> WORLDS = new EnumMap<>(Commits.Paths.class);

    @AfterAll
    static void closeWorlds() {
        WORLDS.values().forEach(World::close);
        WORLDS.clear();
    }

    private static World world(Commits.Paths paths) {
        return WORLDS.computeIfAbsent(paths, World::create);
    }

    @ParameterizedTest
    @EnumSource
    void commitsANewFileAndThenItsNextVersion(Commits.Paths paths) {
        World world = world(paths);
        Done first = world.upload("/a/new.txt", "one", "two");
        assertThat(first.outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(first.version()).isEqualTo(1);
        assertThat(first.path()).isEqualTo("/a/new.txt");
        assertThat(first.uploadedBytes()).isEqualTo(2L * World.BLOCK_BYTES);

        Done second = world.upload(World.based(world.file("/a/new.txt", "one", "three"), 1));
        assertThat(second.entryId()).isEqualTo(first.entryId());
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.uploadedBytes()).isEqualTo(World.BLOCK_BYTES);
        assertThat(second.seq()).isGreaterThan(first.seq());
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @EnumSource
    void repeatsTheStoredAnswer(Commits.Paths paths) {
        World world = world(paths);
        OpenedUpload opened = world.open(world.file("/repeat.txt", "repeat"));
        world.putNeeded(opened);
        Done first = world.commit(opened.upload().id());
        assertThat(world.commit(opened.upload().id())).isEqualTo(first);
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @EnumSource
    void answersTheHashesThatAreMissingAndTakesThemLater(Commits.Paths paths) {
        World world = world(paths);
        String a = paths + "-here";
        String b = paths + "-not-here";
        OpenedUpload opened = world.open(world.file("/missing.bin", a, b));
        world.put(opened.upload().id(), World.block(a));
        assertThatThrownBy(() -> world.commit(opened.upload().id()))
                .isInstanceOfSatisfying(
                        MissingBlocks.class,
                        missing -> assertThat(missing.missing())
                                .containsExactly(World.block(b).hash()));
        world.put(opened.upload().id(), World.block(b));
        assertThat(world.commit(opened.upload().id()).version()).isEqualTo(1);
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @EnumSource
    void keepsBothWhenTheBaseIsNotCurrentAnyMore(Commits.Paths paths) {
        World world = world(paths);
        Done mine = world.upload("/docs/plan.txt", "plan-1");
        world.upload(World.based(world.file("/docs/plan.txt", "plan-2"), 1));
        Done copy = world.upload(World.based(world.file("/docs/plan.txt", "plan-3"), 1));
        assertThat(copy.outcome()).isEqualTo(Outcome.KEPT_BESIDE);
        assertThat(copy.conflictOf()).contains(mine.entryId());
        assertThat(copy.path()).isEqualTo("/docs/plan (laptop's conflicted copy 2026-11-21).txt");
        Done another = world.upload(world.file("/docs/plan.txt", "plan-4"));
        assertThat(another.path()).isEqualTo("/docs/plan (laptop's conflicted copy 2026-11-21 2).txt");
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @EnumSource
    void refusesOrOverwritesAsAsked(Commits.Paths paths) {
        World world = world(paths);
        world.upload("/way.txt", "way-1");
        assertThatThrownBy(() -> world.upload(asked(world.file("/way.txt", "way-2"), OnConflict.FAIL)))
                .isInstanceOf(Conflict.class);
        Done over = world.upload(asked(world.file("/way.txt", "way-3"), OnConflict.OVERWRITE));
        assertThat(over.version()).isEqualTo(2);
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @EnumSource
    void identicalContentIsNeverAConflict(Commits.Paths paths) {
        World world = world(paths);
        Done first = world.upload("/same.txt", "same");
        Done again = world.upload(World.based(world.file("/SAME.txt", "same"), 7));
        assertThat(again.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(again.entryId()).isEqualTo(first.entryId());
        assertThat(again.version()).isEqualTo(1);
        assertThat(world.commit(
                        world.open(world.file("/same.txt", "same")).upload().id()))
                .extracting(Done::outcome)
                .isEqualTo(Outcome.UNCHANGED);
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @EnumSource
    void takesEmptyFilesAndRepeatedBlocks(Commits.Paths paths) {
        World world = world(paths);
        Done empty = world.upload("/empty");
        assertThat(empty.sizeBytes()).isZero();
        Done repeated = world.upload("/repeated", "r", "s", "r", "r");
        assertThat(repeated.sizeBytes()).isEqualTo(4L * World.BLOCK_BYTES);
        assertThat(repeated.uploadedBytes()).isEqualTo(2L * World.BLOCK_BYTES);
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatDoesNotFitTheQuota(Commits.Paths paths) {
        World world = World.create(paths);
        world.upload("/fits", "q1");
        OpenedUpload opened = world.open(world.file("/big", "q1", "q1", "q1"));
        world.database
                .client()
                .sql("UPDATE namespace SET quota_bytes = ?")
                .param(3L * World.BLOCK_BYTES)
                .update();
        assertThatThrownBy(() -> world.commit(opened.upload().id())).isInstanceOf(QuotaExceeded.class);
        assertThatThrownBy(() -> world.open(world.file("/big", "q1", "q1", "q1")))
                .isInstanceOf(QuotaExceeded.class);
        Invariants.assertSound(world);
        world.close();
    }

    @ParameterizedTest
    @EnumSource
    void refusesAManifestThatLiesAboutABlocksSize(Commits.Paths paths) {
        World world = world(paths);
        String name = paths + "-lie";
        world.upload("/truth", name);
        Manifest lie = new Manifest(List.of(new BlockRef(World.block(name).hash(), World.BLOCK_BYTES + 1)));
        assertThatThrownBy(
                        () -> world.open(new FileRequest(new Target.AtPath(world.root, EntryPath.parse("/lie")), lie)))
                .isInstanceOf(InvalidRequest.class);
        OpenedUpload later = world.open();
        world.uploads.describe(
                later.upload().id(),
                List.of(new FileRequest(new Target.AtPath(world.root, EntryPath.parse("/lie")), lie)));
        assertThatThrownBy(() -> world.commit(later.upload().id())).isInstanceOf(InvalidRequest.class);
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @EnumSource
    void aForeignHashIsMissingEvenThoughItIsStored(Commits.Paths paths) {
        World world = world(paths);
        String secret = paths + "-secret";
        world.upload("/secret", secret);
        UUID stranger = UUID.fromString("00000000-0000-0000-0000-00000000000" + (paths.ordinal() + 1));
        new io.holdfast.metadata.namespace.Namespaces(world.database, world.ambient)
                .create(new io.holdfast.metadata.namespace.NewNamespace(
                        stranger, stranger, world.ambient.newId(), "fixed-4m", 1L << 30));
        UUID root = new io.holdfast.metadata.namespace.Namespaces(world.database, world.ambient)
                .find(stranger)
                .orElseThrow()
                .rootId();
        OpenedUpload opened = world.uploads.open(new OpenUpload(
                stranger,
                new io.holdfast.metadata.namespace.Actor(stranger, Optional.empty()),
                Set.of(stranger),
                List.of(new FileRequest(new Target.AtPath(root, EntryPath.parse("/mine")), World.manifest(secret))),
                Optional.empty()));
        assertThat(opened.needed()).containsExactly(World.block(secret).hash());
        CommitUpload wish = new CommitUpload(opened.upload().id(), Set.of(stranger), () -> "x");
        assertThatThrownBy(() -> world.commits.commit(wish).only()).isInstanceOf(MissingBlocks.class);
        long stored = world.objects.size();
        world.put(opened.upload().id(), World.block(secret));
        assertThat(world.objects).as("proved, not stored again").hasSize((int) stored);
        Done done = world.commits.commit(wish).only();
        assertThat(done.uploadedBytes()).as("what others have is not told").isEqualTo(World.BLOCK_BYTES);
        assertThat(world.commits.commit(wish).only()).isEqualTo(done);
        assertThat(world.count("SELECT uploaded FROM version WHERE id = '" + done.versionId() + "'"))
                .as("what the store gained")
                .isZero();
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @EnumSource
    void aBatchCommitsWhatItCanAndTheRestLater(Commits.Paths paths) {
        World world = world(paths);
        String late = paths + "-late";
        OpenedUpload opened = world.open(
                world.file("/batch/one/a", "b1"), world.file("/batch/one/b", late), world.file("/batch/two/c", "b1"));
        world.put(opened.upload().id(), World.block("b1"));
        CommitUpload wish = new CommitUpload(opened.upload().id(), Set.of(world.namespace), () -> "laptop");
        CommitAnswer partly = world.commits.commit(wish);
        assertThat(partly.files()).hasSize(3);
        assertThat(partly.files().get(1)).isInstanceOf(Failed.class);
        world.put(opened.upload().id(), World.block(late));
        CommitAnswer whole = world.commits.commit(wish);
        assertThat(whole.files()).allMatch(Done.class::isInstance);
        assertThat(whole.files().get(0)).isEqualTo(partly.files().get(0));
        assertThat(world.commits.commit(wish)).isEqualTo(whole);
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @EnumSource
    void aFileInTheWayOfAFolderIsAConflict(Commits.Paths paths) {
        World world = world(paths);
        world.upload("/way/file", "w");
        assertThatThrownBy(() -> world.upload("/way/file/below", "w")).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> world.upload(asked(world.file("/way", "w"), OnConflict.OVERWRITE)))
                .isInstanceOf(Conflict.class);
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @CsvSource({"FAST_THEN_SLOW, 100000", "SLOW_ONLY, 10000"})
    void commitsAVeryLongManifest(Commits.Paths paths, int count) {
        World world = World.create(paths);
        List<BlockRef> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(World.block("large-" + i));
        }
        blocks.addAll(blocks.subList(0, 100));
        Target target = new Target.AtPath(world.root, EntryPath.parse("/large"));
        OpenedUpload opened = world.open(new FileRequest(target, new Manifest(blocks)));
        assertThat(opened.needed()).hasSize(count);
        List<BlockRef> distinct = blocks.subList(0, count);
        List<io.holdfast.metadata.upload.StoredBlock> stored = new ArrayList<>();
        world.puts.plan(opened.upload().id(), distinct).values().forEach(plan -> {
            io.holdfast.metadata.upload.PutPlan.Store store = (io.holdfast.metadata.upload.PutPlan.Store) plan;
            world.objects.add(store.name());
            stored.add(new io.holdfast.metadata.upload.StoredBlock(
                    io.holdfast.core.block.Location.single(store.name(), World.BLOCK_BYTES), World.BLOCK_BYTES));
        });
        world.puts.finalise(opened.upload().id(), stored);
        Done done = world.commit(opened.upload().id());
        assertThat(done.uploadedBytes()).isEqualTo((long) count * World.BLOCK_BYTES);
        assertThat(world.count("SELECT count(*) FROM block_ref")).isEqualTo(count);
        world.purge(done.entryId());
        assertThat(world.count("SELECT count(*) FROM block_ref")).isZero();
        Invariants.assertSound(world);
        world.close();
    }

    @ParameterizedTest
    @EnumSource
    void refusesAFileThatIsTooDeepBelowAFolderThatIsNot(Commits.Paths paths) {
        World world = world(paths);
        UUID above = world.folder("/deep".repeat(255));
        UUID deepest = world.folder("/deep".repeat(256));
        Target allowed = new Target.AtPath(above, EntryPath.parse("/file"));
        assertThat(world.upload(new FileRequest(allowed, World.manifest("deep")))
                        .version())
                .isEqualTo(1);
        Target tooDeep = new Target.AtPath(deepest, EntryPath.parse("/file"));
        assertThatThrownBy(() -> world.upload(new FileRequest(tooDeep, World.manifest("deep"))))
                .isInstanceOf(InvalidRequest.class);
        Invariants.assertSound(world);
    }

    private static FileRequest asked(FileRequest file, OnConflict way) {
        return new FileRequest(
                file.target(), file.manifest(), file.baseVersion(), way, file.mimeType(), file.clientModified());
    }
}
