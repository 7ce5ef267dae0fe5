package io.holdfast.metadata.commit;

import io.holdfast.core.block.Location;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.QuotaExceeded;
import io.holdfast.metadata.Invariants;
import io.holdfast.metadata.World;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.commit.FileResult.Failed;
import io.holdfast.metadata.commit.FileResult.Outcome;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.OpenedUpload;
import io.holdfast.metadata.upload.PutPlan;
import io.holdfast.metadata.upload.StoredBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Many files in one upload: what is written at once is what is written one by one, and files of a batch see each other. */
class BatchCommitIT {
    private static final String FILES = """
            SELECT concat_ws(' ', j.seq, j.ref_seq, j.action, j.path, j.version, j.size, j.content_hash, j.account_id IS NOT NULL,
                             j.device_id IS NOT NULL, j.occurred_at, e.name, e.name_key, e.version, e.size, e.content_hash,
                             e.mime_type, e.seq, e.created_at, e.updated_at, e.current_version = v.id, v.number, v.manifest,
                             v.content_hash, v.size, v.uploaded, v.mime_type, v.path, v.ref_seq, v.created_at,
                             (SELECT count(*) FROM block_ref r WHERE r.version_id = v.id))
              FROM journal j JOIN entry e ON e.id = j.entry_id JOIN version v ON v.id = j.version_id ORDER BY j.seq
            """;
    private static final String ACCOUNTS = """
            SELECT concat_ws(' ', current_bytes, version_bytes, trash_bytes, head_seq, ref_head,
                             (SELECT sum(refs) FROM namespace_block), (SELECT count(*) FROM dirty_namespace)) FROM namespace
            """;

    private final World world = World.create();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void writesTheSameRowsAsOneByOne() {
        try (World single = World.create()) {
            List.of(world, single).forEach(one -> {
                one.upload("/old", "o1", "o2");
                one.upload("/kept", "k");
            });
            FileRequest[] files = {
                world.file("/a", "x", "y"),
                World.based(world.file("/old", "o1", "x", "z"), 1),
                world.file("/kept", "k"),
                world.file("/b", "y", "y", "w"),
                world.file("/empty")
            };
            CommitAnswer answer = batch(files);
            assertThat(answer.files())
                    .extracting(file -> ((Done) file).outcome())
                    .containsExactly(
                            Outcome.COMMITTED,
                            Outcome.COMMITTED,
                            Outcome.UNCHANGED,
                            Outcome.COMMITTED,
                            Outcome.COMMITTED);
            single.upload(single.file("/a", "x", "y"));
            single.upload(World.based(single.file("/old", "o1", "x", "z"), 1));
            single.upload(single.file("/kept", "k"));
            single.upload(single.file("/b", "y", "y", "w"));
            single.upload(single.file("/empty"));
            assertThat(texts(world, FILES)).hasSize(6).isEqualTo(texts(single, FILES));
            assertThat(texts(world, ACCOUNTS)).isEqualTo(texts(single, ACCOUNTS));
        }
        Invariants.assertSound(world);
    }

    @Test
    void filesOfABatchMeetEachOther() {
        CommitAnswer answer = batch(
                world.file("/same", "one"),
                world.file("/SAME", "one"),
                world.file("/same", "two"),
                World.based(world.file("/same", "three"), 1),
                world.file("/same/below", "one"),
                world.file("/folder/file", "one"),
                world.file("/folder", "one"),
                world.file("/Folder/other", "four"));
        assertThat(answer.files().get(1))
                .isInstanceOfSatisfying(
                        Done.class, done -> assertThat(done.outcome()).isEqualTo(Outcome.UNCHANGED));
        assertThat(answer.files().get(2)).isInstanceOfSatisfying(Done.class, done -> {
            assertThat(done.outcome()).isEqualTo(Outcome.KEPT_BESIDE);
            assertThat(done.conflictOf()).contains(((Done) answer.files().get(0)).entryId());
        });
        assertThat(answer.files().get(3))
                .isInstanceOfSatisfying(
                        Done.class, done -> assertThat(done.version()).isEqualTo(2));
        assertThat(answer.files().get(4))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.problem()).isInstanceOf(Conflict.class));
        assertThat(answer.files().get(6))
                .isInstanceOfSatisfying(
                        Done.class, done -> assertThat(done.outcome()).isEqualTo(Outcome.KEPT_BESIDE));
        assertThat(answer.files().get(7))
                .isInstanceOfSatisfying(
                        Done.class, done -> assertThat(done.path()).isEqualTo("/folder/other"));
        assertThat(world.count("SELECT count(*) FROM entry WHERE type = 'D' AND parent_id IS NOT NULL"))
                .isEqualTo(1);
        Invariants.assertSound(world);
    }

    @Test
    void whatDoesNotFitTheQuotaFailsAndTheRestIsCommitted() {
        OpenedUpload opened = world.open(world.file("/1", "q"), world.file("/2", "q", "q", "q"), world.file("/3", "q"));
        world.putNeeded(opened);
        quota(3L * World.BLOCK_BYTES);
        CommitAnswer partly = commit(opened);
        assertThat(partly.files().get(0)).isInstanceOf(Done.class);
        assertThat(partly.files().get(1))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.problem()).isInstanceOf(QuotaExceeded.class));
        assertThat(partly.files().get(2)).isInstanceOf(Done.class);
        quota(1L << 40);
        CommitAnswer whole = commit(opened);
        assertThat(whole.files()).allMatch(Done.class::isInstance);
        assertThat(whole.files().get(2)).isEqualTo(partly.files().get(2));
        Invariants.assertSound(world);
    }

    /** Each needs a look at bytes, which happens outside of the transaction: all looks together. */
    @Test
    void manyFilesOfUnknownBaseAreComparedInOneRound() {
        batch(files(40, "old"));
        CommitAnswer answer = batch(files(40, "new"));
        assertThat(answer.files())
                .allSatisfy(file -> assertThat(((Done) file).outcome()).isEqualTo(Outcome.KEPT_BESIDE));
        Invariants.assertSound(world);
    }

    @Test
    void aThousandFilesAtOnceAreFarFasterThanOneByOne() {
        long begin = System.nanoTime();
        CommitAnswer answer = batch(files(1_000, "batch"));
        double batched = (System.nanoTime() - begin) / 1e9;
        assertThat(answer.files()).hasSize(1_000).allMatch(Done.class::isInstance);
        begin = System.nanoTime();
        for (FileRequest file : files(200, "single")) {
            batch(file);
        }
        double single = 5 * (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "1,000 files opened, planned, finalised, committed: %.0f files/s as a batch, %.0f one by one%n",
                1_000 / batched, 1_000 / single);
        assertThat(batched).isLessThan(single / 2);
        Invariants.assertSound(world);
    }

    private FileRequest[] files(int count, String content) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        world.file("/" + (content.equals("new") ? "old" : content) + i % 25 + "/f" + i, content + i))
                .toArray(FileRequest[]::new);
    }

    /** Puts as a bundle does: many blocks in one transaction. */
    private CommitAnswer batch(FileRequest... files) {
        OpenedUpload opened = world.open(files);
        UUID upload = opened.upload().id();
        List<StoredBlock> stored = new ArrayList<>();
        world.puts
                .plan(
                        upload,
                        opened.needed().stream()
                                .map(hash -> new io.holdfast.core.manifest.BlockRef(hash, World.BLOCK_BYTES))
                                .toList())
                .values()
                .forEach(plan -> {
                    PutPlan.Store store = (PutPlan.Store) plan;
                    world.objects.add(store.name());
                    stored.add(new StoredBlock(Location.single(store.name(), World.BLOCK_BYTES), World.BLOCK_BYTES));
                });
        world.puts.finalise(upload, stored);
        return commit(opened);
    }

    private CommitAnswer commit(OpenedUpload opened) {
        return world.commits.commit(new CommitUpload(opened.upload().id(), Set.of(world.namespace), () -> "laptop"));
    }

    private void quota(long bytes) {
        world.database
                .client()
                .sql("UPDATE namespace SET quota_bytes = ?")
                .param(bytes)
                .update();
    }

    private static List<String> texts(World world, String sql) {
        return world.database.client().sql(sql).query(String.class).list();
    }
}
