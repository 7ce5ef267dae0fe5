package io.holdfast.metadata.commit;

import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.QuotaExceeded;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.core.gc.BlockState;
import io.holdfast.core.name.EntryName;
import io.holdfast.metadata.Gate;
import io.holdfast.metadata.Invariants;
import io.holdfast.metadata.World;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.commit.FileResult.Outcome;
import io.holdfast.metadata.entry.VersionSummary;
import io.holdfast.metadata.entry.Versions;
import io.holdfast.metadata.retention.PurgeProposal;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.OnConflict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CopiesIT {
    private static final World INSTALLATION = World.create();

    private final World world = INSTALLATION.neighbour();
    private final Versions versions = new Versions(world.database);

    @AfterAll
    static void close() {
        INSTALLATION.close();
    }

    @Test
    void anOldVersionBecomesTheNextOneWithoutAByte() {
        Done first = world.upload("/file", "a", "b", "a");
        world.upload(World.based(world.file("/file", "c"), 1));
        long objects = world.objects.size();
        Done restored = restore(first.entryId(), 1);
        assertThat(restored.version()).isEqualTo(3);
        assertThat(restored.outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(restored.uploadedBytes()).isZero();
        assertThat(world.objects).hasSize((int) objects);
        List<VersionSummary> all = versions.list(world.namespace, first.entryId(), Long.MAX_VALUE, 10);
        assertThat(all)
                .extracting(VersionSummary::restoredFrom)
                .containsExactly(OptionalLong.of(1), OptionalLong.empty(), OptionalLong.empty());
        assertThat(all.get(0).contentHash()).isEqualTo(all.get(2).contentHash());
        assertThat(references(restored)).isEqualTo(2);
        assertThat(lastAction()).isEqualTo("modified");
        Invariants.assertSound(world);
    }

    @Test
    void theCurrentContentIsNotRestoredAgain() {
        Done first = world.upload("/same", "a");
        assertThat(restore(first.entryId(), 1).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(versions.list(world.namespace, first.entryId(), Long.MAX_VALUE, 10))
                .hasSize(1);
    }

    @Test
    void aVersionOfTheSameSizeIsRestoredWithoutReadingBytes() {
        Done first = world.upload("/sized", "a");
        world.upload(World.based(world.file("/sized", "b"), 1));
        assertThat(restore(first.entryId(), 1).version()).isEqualTo(3);
    }

    @Test
    void whatIsGoneCannotBeRestored() {
        Done first = world.upload("/gone", "a");
        assertThatThrownBy(() -> restore(first.entryId(), 2)).isInstanceOf(NotFound.class);
        world.upload(World.based(world.file("/gone", "b"), 1));
        world.trash.delete(world.namespace, first.entryId(), world.actor());
        assertThatThrownBy(() -> restore(first.entryId(), 1)).isInstanceOf(NotFound.class);
    }

    @Test
    void blocksThatTheCollectorHadTakenForGarbageComeBackToLife() {
        Done first = world.upload("/quarantined", "a");
        world.upload(World.based(world.file("/quarantined", "b"), 1));
        setState("Q");
        assertThat(restore(first.entryId(), 1).version()).isEqualTo(3);
        assertThat(world.blocks.find(World.block("a").hash()).orElseThrow().state())
                .isEqualTo(BlockState.LIVE);
        setState("C");
        copy(first.entryId(), "copy");
        assertThat(world.blocks.find(World.block("a").hash()).orElseThrow().state())
                .isEqualTo(BlockState.LIVE);
    }

    @Test
    void aQuarantinedBlockWithoutItsObjectIsNotCitedAgain() {
        Done first = world.upload("/lost", "a");
        ObjectName object = world.blocks
                .find(World.block("a").hash())
                .orElseThrow()
                .location()
                .name();
        setState("Q");
        world.objects.remove(object);
        assertThatThrownBy(() -> copy(first.entryId(), "copy")).isInstanceOf(Unavailable.class);
        assertThat(world.count("SELECT count(*) FROM version" + own("namespace_id")))
                .isEqualTo(1);
        world.objects.add(object);
    }

    @Test
    void aCopyIsAFileOfItsOwnWithTheSameBlocks() {
        UUID folder = world.folder("/copies");
        Done source = world.upload("/source", "a", "b");
        Done copy = world.copies.copy(
                new CopyFile(world.namespace, source.entryId(), folder, EntryName.of("mine")), requester());
        assertThat(copy.entryId()).isNotEqualTo(source.entryId());
        assertThat(copy.version()).isEqualTo(1);
        assertThat(copy.path()).isEqualTo("/copies/mine");
        assertThat(copy.uploadedBytes()).isZero();
        assertThat(references(copy)).isEqualTo(2);
        assertThat(lastAction()).isEqualTo("created");
        assertThat(world.count("SELECT current_bytes FROM namespace" + own("id")))
                .isEqualTo(4L * World.BLOCK_BYTES);
        world.purge(source.entryId());
        world.collect();
        Invariants.assertSound(world);
        assertThat(world.blocks.find(World.block("a").hash())).isPresent();
    }

    @Test
    void aCopyNeverTakesTheNameOfAnother() {
        Done source = world.upload("/source", "a");
        Done other = world.upload("/Other", "a");
        assertThatThrownBy(() -> copy(source.entryId(), "other"))
                .isInstanceOfSatisfying(
                        Conflict.class, clash -> assertThat(clash.current()).contains(other.entryId()));
        UUID folder = world.folder("/folder");
        assertThatThrownBy(() -> copy(folder, "x")).isInstanceOf(InvalidRequest.class);
        world.trash.delete(world.namespace, source.entryId(), world.actor());
        assertThatThrownBy(() -> copy(source.entryId(), "y")).isInstanceOf(NotFound.class);
        Invariants.assertSound(world);
    }

    @Test
    void aCopyCountsAgainstTheQuota() {
        Done source = world.upload("/source", "a", "b");
        world.database
                .client()
                .sql("UPDATE namespace SET quota_bytes = ?" + own("id"))
                .param(3L * World.BLOCK_BYTES)
                .update();
        assertThatThrownBy(() -> copy(source.entryId(), "copy")).isInstanceOf(QuotaExceeded.class);
        world.upload(new FileRequest(
                world.file("/source", "c").target(),
                World.manifest("c"),
                Optional.of(1L),
                OnConflict.FAIL,
                "",
                Optional.empty()));
        assertThatThrownBy(() -> restore(source.entryId(), 1)).isInstanceOf(QuotaExceeded.class);
        Invariants.assertSound(world);
    }

    @Test
    void aVersionThatIsPurgedMeanwhileIsNotFound() {
        Done first = world.upload("/purged", "a");
        world.upload(World.based(world.file("/purged", "b"), 1));
        Gate gate = new Gate("upload.afterProbe");
        World restorer = world.seenBy(gate);
        CompletableFuture<Throwable> restore = CompletableFuture.supplyAsync(() -> {
            try {
                restorer.copies.restore(world.namespace, first.entryId(), 1, requester());
                return new AssertionError("restored");
            } catch (NotFound e) {
                return e;
            }
        });
        gate.awaitReached();
        VersionSummary old =
                versions.list(world.namespace, first.entryId(), 2, 1).get(0);
        world.purges.purgeVersions(world.namespace, List.of(new PurgeProposal(old.id(), "test")), facts -> true);
        gate.open();
        assertThat(restore.join()).isInstanceOf(NotFound.class);
        Invariants.assertSound(world);
    }

    private Done restore(UUID file, long number) {
        return world.copies.restore(world.namespace, file, number, requester());
    }

    private Done copy(UUID source, String name) {
        return world.copies.copy(new CopyFile(world.namespace, source, world.root, EntryName.of(name)), requester());
    }

    private Requester requester() {
        return new Requester(world.actor(), Set.of(world.namespace));
    }

    private void setState(String state) {
        world.database
                .client()
                .sql("UPDATE block SET state = ?, ver = ver + 1 WHERE hash = ?")
                .params(state, World.block("a").hash().bytes())
                .update();
    }

    private String own(String column) {
        return " WHERE " + column + " = '" + world.namespace + "'";
    }

    private long references(Done version) {
        return world.count("SELECT count(*) FROM block_ref WHERE version_id = '" + version.versionId() + "'");
    }

    private String lastAction() {
        return world.database
                .client()
                .sql("SELECT action FROM journal" + own("namespace_id") + " ORDER BY seq DESC LIMIT 1")
                .query(String.class)
                .single();
    }
}
