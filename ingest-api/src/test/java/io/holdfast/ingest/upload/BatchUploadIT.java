package io.holdfast.ingest.upload;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

import static io.holdfast.ingest.upload.Blocks.bundle;
import static io.holdfast.ingest.upload.Blocks.commit;
import static io.holdfast.ingest.upload.Blocks.file;
import static io.holdfast.ingest.upload.Blocks.hash;
import static io.holdfast.ingest.upload.Blocks.initiateBatch;
import static io.holdfast.ingest.upload.Blocks.random;
import static io.holdfast.ingest.upload.Blocks.send;
import static org.assertj.core.api.Assertions.assertThat;

/** Many files in one session, many blocks in one body. */
class BatchUploadIT {
    private final Client ada = Client.newUser(RunningApi.shared(), "laptop");

    @Test
    void aBatchAsksForEachBlockOnceAndCommitsFileByFile() {
        byte[] shared = random(70_000, 1);
        byte[] own = random(500, 2);
        byte[] late = random(600, 3);
        Reply opened = initiateBatch(
                ada,
                List.of(
                        file("/batch/a/one", shared, own),
                        file("/batch/a/two", shared),
                        file("/batch/b/three", shared, late),
                        file("/batch/empty")));
        assertThat(opened.status()).as("%s", opened).isEqualTo(200);
        assertThat(opened.json().at("/chunks_needed").toString()).isEqualTo("[0,1,4]");
        assertThat(opened.json().at("/upload_urls").size()).isEqualTo(3);
        assertThat(opened.numberAt("/upload_urls/2/file_index")).isEqualTo(2);
        assertThat(opened.at("/bundle_url")).endsWith("/uploads/" + opened.at("/upload_id") + "/blocks");

        Reply sent = send(ada, opened, shared, own);
        assertThat(sent.status()).as("%s", sent).isEqualTo(200);
        assertThat(sent.json().at("/stored").size()).isEqualTo(2);
        Reply status = ada.get("/uploads/" + opened.at("/upload_id"));
        assertThat(status.json().at("/confirmed").toString()).isEqualTo("[0,1,2,3]");
        assertThat(status.json().at("/missing").toString()).isEqualTo("[4]");

        Reply partly = commit(ada, opened);
        assertThat(partly.status()).as("%s", partly).isEqualTo(200);
        assertThat(partly.at("/status")).isEqualTo("failed");
        assertThat(partly.at("/files/0/status")).isEqualTo("committed");
        assertThat(partly.at("/files/2/status")).isEqualTo("failed");
        assertThat(partly.at("/files/2/problem/code")).isEqualTo("missing_blocks");
        assertThat(partly.at("/files/2/problem/missing/0")).isEqualTo(hash(late));
        assertThat(partly.at("/files/3/status")).isEqualTo("committed");
        assertThat(ada.get("/uploads/" + opened.at("/upload_id")).at("/state")).isEqualTo("open");

        assertThat(send(ada, opened, late).json().at("/stored").size()).isEqualTo(1);
        Reply whole = commit(ada, opened);
        assertThat(whole.at("/status")).isEqualTo("committed");
        assertThat(whole.json().at("/files/0"))
                .as("committed once")
                .isEqualTo(partly.json().at("/files/0"));
        assertThat(whole.numberAt("/dedup/total_size")).isEqualTo(3 * 70_000 + 1_100);
        assertThat(whole.numberAt("/dedup/uploaded_bytes")).isEqualTo(71_100);
        assertThat(commit(ada, opened).text()).isEqualTo(whole.text());
        assertThat(ada.get("/files/" + whole.at("/files/2/file/file_id") + "/download")
                        .bytes())
                .endsWith(late);
        assertThat(ada.get("/uploads/" + opened.at("/upload_id")).at("/state")).isEqualTo("committed");
        assertThat(ada.delete("/uploads/" + opened.at("/upload_id")).status()).isEqualTo(409);
    }

    @Test
    void aBatchOfOneFileIsAnsweredAsABatch() {
        ada.upload("/taken", new byte[] {1});
        Map<String, Object> file = file("/taken", new byte[] {2});
        file.put("on_conflict", "fail");
        Reply opened = initiateBatch(ada, List.of(file));
        send(ada, opened, new byte[] {2});
        Reply refused = commit(ada, opened);
        assertThat(refused.status()).as("%s", refused).isEqualTo(200);
        assertThat(refused.at("/status")).isEqualTo("failed");
        assertThat(refused.at("/files/0/problem/code")).isEqualTo("conflict");
        assertThat(refused.numberAt("/files/0/problem/current/version")).isEqualTo(1);

        Reply kept = commit(ada, filled(initiateBatch(ada, List.of(file("/taken", new byte[] {2}))), new byte[] {2}));
        assertThat(kept.at("/status")).isEqualTo("conflict");
        assertThat(kept.at("/files/0/conflict_of/path")).isEqualTo("/taken");
    }

    @Test
    void anErrorNamesTheFileOfTheBatch() {
        Map<String, Object> wrong = file("/y", new byte[] {1});
        wrong.put("file_size", 2);
        assertThat(initiateBatch(ada, List.of(file("/x"), wrong)).at("/field")).isEqualTo("files[1].file_size");
        Map<String, Object> nowhere = file("/y");
        nowhere.remove("path");
        nowhere.put("parent_folder_id", new UUID(1, 2));
        nowhere.put("file_name", "y");
        Reply unseen = initiateBatch(ada, List.of(nowhere));
        assertThat(unseen.status()).isEqualTo(404);
        assertThat(unseen.at("/detail")).startsWith("files[0]: ");
        assertThat(initiateBatch(ada, List.of()).at("/field")).isEqualTo("files");
        assertThat(initiateBatch(ada, java.util.Collections.nCopies(1_001, file("/x")))
                        .at("/field"))
                .isEqualTo("files");
        assertThat(ada.post("/files/upload/initiate-batch", Map.of("files", Arrays.asList((Object) null)))
                        .at("/field"))
                .isEqualTo("files[0]");
    }

    @Test
    void blocksThatAreWrongAreToldOneByOneAndTheOthersAreTaken() {
        byte[] good = random(900, 4);
        byte[] other = random(900, 5);
        byte[] foreign = random(900, 6);
        Reply opened = initiateBatch(ada, List.of(file("/w1", good), file("/w2", other)));
        byte[] body = bundle(good, other, foreign, good);
        body[36 + 900 + 36 + 7] ^= 1;
        Reply reply = ada.raw("POST", "/uploads/" + opened.at("/upload_id") + "/blocks", Blocks.BUNDLE, body);
        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
        assertThat(reply.json().at("/stored").toString()).isEqualTo("[\"" + hash(good) + "\"]");
        assertThat(reply.at("/rejected/0/hash")).isEqualTo(hash(other));
        assertThat(reply.at("/rejected/0/code")).isEqualTo("hash_mismatch");
        assertThat(reply.at("/rejected/1/hash")).isEqualTo(hash(foreign));
        assertThat(reply.at("/rejected/1/code")).isEqualTo("not_found");
        assertThat(ada.get("/uploads/" + opened.at("/upload_id"))
                        .json()
                        .at("/missing")
                        .toString())
                .isEqualTo("[1]");
        Reply again = send(ada, opened, good, other);
        assertThat(again.json().at("/stored").size()).isEqualTo(2);
    }

    @Test
    void whatArrivedWholeBeforeABodyWasCutOffIsKeptAndSaid() {
        byte[] first = random(900, 7);
        byte[] second = random(900, 8);
        Reply opened = initiateBatch(ada, List.of(file("/c1", first), file("/c2", second)));
        byte[] body = bundle(first, second);
        String url = "/uploads/" + opened.at("/upload_id") + "/blocks";
        for (int cut : new int[] {body.length - 1, 936 + 35, 936 + 36}) {
            Reply reply = ada.raw("POST", url, Blocks.BUNDLE, Arrays.copyOf(body, cut));
            assertThat(reply.status()).as("%s", reply).isEqualTo(400);
            assertThat(reply.at("/code")).isEqualTo("invalid_request");
            assertThat(reply.at("/detail")).contains("cut off");
            assertThat(reply.json().at("/stored").toString()).isEqualTo("[\"" + hash(first) + "\"]");
        }
        assertThat(ada.get("/uploads/" + opened.at("/upload_id"))
                        .json()
                        .at("/missing")
                        .toString())
                .isEqualTo("[1]");
        byte[] negative = bundle(second);
        negative[32] = (byte) 0x80;
        assertThat(ada.raw("POST", url, Blocks.BUNDLE, negative).at("/code")).isEqualTo("invalid_request");
        assertThat(ada.raw("POST", url, Blocks.BUNDLE, new byte[0]).status()).isEqualTo(200);
        assertThat(ada.raw("POST", url, "application/octet-stream", body).status())
                .isEqualTo(415);
    }

    @Test
    void aBundleLargerThanItsBufferOrItsLimitsIsStillBounded() {
        byte[][] blocks = {random(5 << 20, 9), random(5 << 20, 10), random(8 << 20, 11), random(1, 12)};
        Reply opened = initiateBatch(ada, List.of(file("/large", blocks)));
        assertThat(send(ada, opened, blocks).json().at("/stored").size()).isEqualTo(4);
        assertThat(commit(ada, opened).at("/status")).isEqualTo("committed");

        byte[][] many = new byte[4_097][];
        Arrays.fill(many, new byte[] {1});
        Reply counted = send(ada, initiateBatch(ada, List.of(file("/many", new byte[] {1}))), many);
        assertThat(counted.status()).as("%s", counted).isEqualTo(413);
        assertThat(counted.numberAt("/limit")).isEqualTo(4_096);
        Reply said = ada.raw(
                "POST", "/uploads/" + opened.at("/upload_id") + "/blocks", Blocks.BUNDLE, new byte[(64 << 20) + 1]);
        assertThat(said.at("/code")).as("%s", said).isIn("too_large", "conflict");
    }

    @Test
    void aBundleIsForAnOpenUploadOfItsOwner() {
        byte[] block = random(900, 13);
        Reply opened = initiateBatch(ada, List.of(file("/mine", block)));
        assertThat(send(Client.newUser(RunningApi.shared(), "x"), opened, block).status())
                .isEqualTo(404);
        assertThat(ada.delete("/uploads/" + opened.at("/upload_id")).status()).isEqualTo(204);
        assertThat(send(ada, opened, block).status()).isEqualTo(409);
    }

    @Test
    void theSameBundlesAndCommitsAtTheSameTimeDoNoHarm() {
        List<Map<String, Object>> files = new ArrayList<>();
        byte[][] blocks = new byte[150][];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = random(700, 500_000 + i);
            files.add(file("/meeting/f" + i, blocks[i]));
        }
        Reply opened = initiateBatch(ada, files);
        List<Reply> sent = atOnce(6, () -> send(ada, opened, blocks));
        assertThat(sent).allSatisfy(reply -> {
            assertThat(reply.status()).as("%s", reply).isEqualTo(200);
            assertThat(reply.json().at("/stored").size()).isEqualTo(blocks.length);
            assertThat(reply.json().at("/rejected").size()).isZero();
        });
        List<Reply> committed = atOnce(3, () -> commit(ada, opened));
        assertThat(committed.stream().map(Reply::text).distinct()).hasSize(1);
        assertThat(committed.get(0).at("/status")).isEqualTo("committed");
        assertThat(committed.get(0).numberAt("/dedup/uploaded_bytes")).isEqualTo(150 * 700);
    }

    @Test
    void aThousandSmallFilesGoFarFasterTogether() {
        Client warm = Client.newUser(RunningApi.shared(), "warm");
        together(warm, "/warm", 100, 100_000);
        oneByOne(warm, "/warm-single", 10, 200_000);
        long begin = System.nanoTime();
        together(ada, "/together", 1_000, 300_000);
        double together = 1_000 / ((System.nanoTime() - begin) / 1e9);
        begin = System.nanoTime();
        oneByOne(ada, "/one-by-one", 50, 400_000);
        double single = 50 / ((System.nanoTime() - begin) / 1e9);
        System.out.printf(
                "1,000 files of 4 KiB: %.0f files/s in a batch with bundles, %.0f one by one (50 of them)%n",
                together, single);
        assertThat(together).isGreaterThan(2 * single);
    }

    private static List<Reply> atOnce(int count, Supplier<Reply> call) {
        List<CompletableFuture<Reply>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            running.add(CompletableFuture.supplyAsync(call));
        }
        return running.stream().map(CompletableFuture::join).toList();
    }

    private static void together(Client client, String folder, int count, long seed) {
        List<Map<String, Object>> files = new ArrayList<>();
        byte[][] blocks = new byte[count][];
        for (int i = 0; i < count; i++) {
            blocks[i] = random(4_096, seed + i);
            files.add(file(folder + "/d" + i % 20 + "/f" + i, blocks[i]));
        }
        Reply opened = initiateBatch(client, files);
        assertThat(send(client, opened, blocks).json().at("/stored").size()).isEqualTo(count);
        assertThat(commit(client, opened).at("/status")).isEqualTo("committed");
    }

    private static void oneByOne(Client client, String folder, int count, long seed) {
        for (int i = 0; i < count; i++) {
            byte[] block = random(4_096, seed + i);
            Reply opened = client.post("/files/upload/initiate", file(folder + "/d" + i % 20 + "/f" + i, block));
            client.put("/uploads/" + opened.at("/upload_id") + "/blocks/" + hash(block), block);
            assertThat(commit(client, opened).at("/status")).isEqualTo("committed");
        }
    }

    private Reply filled(Reply opened, byte[]... blocks) {
        assertThat(send(ada, opened, blocks).status()).isEqualTo(200);
        return opened;
    }
}
