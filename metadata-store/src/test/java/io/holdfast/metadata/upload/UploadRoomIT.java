package io.holdfast.metadata.upload;

import io.holdfast.core.error.HoldfastException.QuotaExceeded;
import io.holdfast.metadata.Gate;
import io.holdfast.metadata.Invariants;
import io.holdfast.metadata.Waiting;
import io.holdfast.metadata.World;
import io.holdfast.metadata.commit.CommitUpload;
import io.holdfast.metadata.commit.Commits;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** What open uploads hold counts against the quota, and comes back to the byte however they end. */
class UploadRoomIT {
    private static final Map<Commits.Paths, World> INSTALLATIONS = new EnumMap<>(Commits.Paths.class);

    /** A namespace for each test. */
    private World world = namespace(Commits.Paths.FAST_THEN_SLOW);

    @AfterEach
    void check() {
        Invariants.assertSound(world);
    }

    @AfterAll
    static void close() {
        INSTALLATIONS.values().forEach(World::close);
        INSTALLATIONS.clear();
    }

    private static World namespace(Commits.Paths paths) {
        return INSTALLATIONS.computeIfAbsent(paths, World::create).neighbour();
    }

    @Test
    void uploadsThatFitOnlyAloneAreNotOpenAtOnce() {
        quota(3);
        UUID first = open(2);
        refused(2, 0, 2);
        open(1);
        refused(1, 0, 3);
        world.uploads.abort(first);
        refused(3, 0, 1);
        open(2);
        assertThat(world.count("SELECT count(*) FROM upload_ticket t JOIN upload_session s ON s.id = t.session_id"
                        + " WHERE s.state = 'O' AND s." + mine()))
                .as("a refused upload has no tickets")
                .isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void aCommitTurnsWhatWasHeldIntoWhatIsUsed(Commits.Paths paths) {
        world = namespace(paths);
        quota(4);
        OpenedUpload opened = world.open(files(3));
        world.putNeeded(opened);
        world.commits.commit(new CommitUpload(opened.upload().id(), Set.of(world.namespace), () -> ""));
        refused(2, 3, 0);
        world.upload("/one more", "more");
        refused(1, 4, 0);
        world.purge(entry("one more"));
        open(1);
        refused(1, 3, 1);
    }

    @Test
    void whatTurnsOutToBeThereAlreadyIsGivenBack() {
        world.upload("/same", "a");
        quota(2);
        world.upload(World.based(world.file("/same", "a"), 1));
        open(1);
        refused(1, 1, 1);
    }

    @Test
    void anUploadWhoseTimeIsOverStandsInNobodysWay() {
        quota(3);
        open(3);
        world.clock.advance(UploadLimits.DEFAULT.lease().plusSeconds(1));
        UUID next = open(3); // nobody reaped: whoever needs the room does
        assertThat(world.count("SELECT count(*) FROM upload_session WHERE state = 'E' AND " + mine()))
                .isEqualTo(1);
        world.clock.advance(UploadLimits.DEFAULT.lease().plusSeconds(1));
        world.reaper.reap(1000);
        assertThat(world.uploads.find(next).orElseThrow().state()).isEqualTo(UploadState.EXPIRED);
        open(3);
    }

    @Test
    void aBatchHoldsRoomForWhatFailedAlone() {
        world.upload("/used", "x");
        quota(6);
        OpenedUpload opened = world.open(world.file("/1", "a", "b"), world.file("/2", "c"), world.file("/3", "d"));
        world.put(opened.upload().id(), World.block("c"));
        world.put(opened.upload().id(), World.block("d"));
        world.commits.commit(new CommitUpload(opened.upload().id(), Set.of(world.namespace), () -> ""));
        refused(2, 3, 2);
        open(1);
    }

    @Test
    void aStreamHoldsWhatItHasReadAndThenWhatItIs() {
        quota(5);
        UUID stream = world.open().upload().id();
        world.uploads.reserve(stream, blocks(4));
        refused(2, 0, 4);
        assertThatThrownBy(() -> world.uploads.reserve(stream, blocks(6))).isInstanceOf(QuotaExceeded.class);
        world.uploads.describe(stream, List.of(world.file("/stream", "s1", "s2")));
        UUID other = open(3);
        assertThatThrownBy(() -> world.uploads.describe(stream, List.of(world.file("/s", "1", "2", "3"))))
                .isInstanceOf(QuotaExceeded.class);
        assertThat(world.uploads.files(stream))
                .hasSize(1)
                .first()
                .satisfies(file -> assertThat(file.manifest()).isEqualTo(World.manifest("s1", "s2")));
        world.uploads.abort(other);
    }

    @Test
    void ofTwoThatOpenAtOnceTheSecondSeesTheFirst() {
        quota(3);
        Gate gate = new Gate("room.taken");
        World first = world.seenBy(gate);
        CompletableFuture<OpenedUpload> one = CompletableFuture.supplyAsync(() -> first.open(files(2)));
        gate.awaitReached();
        CompletableFuture<OpenedUpload> two = CompletableFuture.supplyAsync(() -> world.open(files(2)));
        Waiting.awaitBlocked(world, 1);
        gate.open();
        one.join();
        assertThatThrownBy(two::join).cause().isInstanceOf(QuotaExceeded.class);
    }

    @ParameterizedTest
    @EnumSource
    void aCommitWaitsForNobodyWhoOpens(Commits.Paths paths) {
        world = namespace(paths);
        OpenedUpload ready = world.open(world.file("/ready", "r"));
        world.putNeeded(ready);
        Gate gate = new Gate("room.taken");
        World opener = world.seenBy(gate);
        CompletableFuture<OpenedUpload> opening = CompletableFuture.supplyAsync(() -> opener.open(files(2)));
        gate.awaitReached();
        world.commit(ready.upload().id());
        assertThat(opening).isNotDone();
        gate.open();
        opening.join();
    }

    /** Counted in pages that PostgreSQL touches; a sum over the open uploads would touch one for every few of them. */
    @Test
    void whatOpeningCostsDoesNotGrowWithWhatIsOpen() {
        open(1);
        long few = pagesToTakeRoom();
        world.database.client().sql("""
                        INSERT INTO upload_session (id, namespace_id, account_id, state, lease_until, opened_at, reserved_bytes)
                        SELECT gen_random_uuid(), ?, ?, 'O', 'infinity', now(), 1 FROM generate_series(1, 5000)
                        """).params(world.namespace, world.account).update();
        world.database
                .template()
                .execute("UPDATE upload_room SET reserved_bytes = reserved_bytes + 5000 WHERE " + mine());
        assertThat(pagesToTakeRoom()).isLessThanOrEqualTo(few + 5);
    }

    /** So does what commits leave behind: the next to open takes it off, once. */
    @Test
    void whatWasGivenBackIsTakenOffTheSumOnce() {
        IntStream.range(0, 20).forEach(n -> world.upload("/f" + n, "f" + n));
        long before = world.count("SELECT count(*) FROM upload_return WHERE " + mine());
        open(1);
        assertThat(before).isPositive();
        assertThat(world.count("SELECT count(*) FROM upload_return WHERE " + mine()))
                .isZero();
        assertThat(world.count("SELECT reserved_bytes FROM upload_room WHERE " + mine()))
                .isEqualTo(blocks(1));
    }

    @Test
    void aBatchWritesTheRowOfTheNamespaceAsOftenAsOneFile() {
        int updates = updatesOfTheNamespace(files(1));
        assertThat(updates).isBetween(1, 2);
        FileRequest[] many = IntStream.range(0, 40)
                .mapToObj(n -> world.file("/many" + n, "m" + n))
                .toArray(FileRequest[]::new);
        assertThat(updatesOfTheNamespace(many)).isEqualTo(updates);
    }

    private int updatesOfTheNamespace(FileRequest... files) {
        OpenedUpload opened = world.open(files);
        world.putNeeded(opened);
        return world.database.transactions().call("count", () -> {
            int before = updatesOfTheNamespace();
            world.commits.commit(new CommitUpload(opened.upload().id(), Set.of(world.namespace), () -> ""));
            return updatesOfTheNamespace() - before;
        });
    }

    /** By this connection, since PostgreSQL last took its figures. */
    private int updatesOfTheNamespace() {
        return world.database
                .client()
                .sql("SELECT pg_stat_get_xact_tuples_updated('namespace'::regclass)")
                .query(Integer.class)
                .single();
    }

    private long pagesToTakeRoom() {
        String plan = String.join(
                "\n",
                world.database
                        .client()
                        .sql("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) SELECT * FROM take_room(?, 0)")
                        .param(world.namespace)
                        .query(String.class)
                        .list());
        return Long.parseLong(plan.replaceAll("(?s).*?shared hit=(\\d+).*", "$1"));
    }

    private FileRequest[] files(int blocks) {
        return new FileRequest[] {
            world.file(
                    "/f" + world.ambient.newId(),
                    IntStream.range(0, blocks)
                            .mapToObj(n -> "b" + world.ambient.newId())
                            .toArray(String[]::new))
        };
    }

    private UUID open(int blocks) {
        return world.open(files(blocks)).upload().id();
    }

    private UUID entry(String name) {
        return world.database
                .client()
                .sql("SELECT id FROM entry WHERE name = ? AND " + mine())
                .param(name)
                .query(UUID.class)
                .single();
    }

    private void refused(int asked, int used, int reserved) {
        assertThatThrownBy(() -> open(asked))
                .asInstanceOf(type(QuotaExceeded.class))
                .satisfies(full -> {
                    assertThat(full.askedBytes()).isEqualTo(blocks(asked));
                    assertThat(full.usedBytes()).isEqualTo(blocks(used));
                    assertThat(full.reservedBytes()).isEqualTo(blocks(reserved));
                });
    }

    private void quota(int blocks) {
        world.database
                .client()
                .sql("UPDATE namespace SET quota_bytes = ? WHERE id = ?")
                .params(blocks(blocks), world.namespace)
                .update();
    }

    private String mine() {
        return "namespace_id = '" + world.namespace + "'";
    }

    private static long blocks(int count) {
        return (long) count * World.BLOCK_BYTES;
    }
}
