package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Manifest first: initiate, put what is missing, commit; and what can go wrong on the way. */
class UploadIT {
    private static final int BLOCK = 100_000;

    private final Client ada = Client.newUser(RunningApi.shared(), "Ada's laptop");

    @Test
    void onlyMissingBlocksAreSentAndTheFileIsWhole() {
        byte[] content = random(3 * BLOCK + 5, 11);
        Reply opened = initiate(ada, "/a.bin", content, Map.of());
        assertThat(opened.json().at("/chunks_needed").size()).isEqualTo(4);
        String id = opened.at("/upload_id");

        put(opened, content, 0);
        put(opened, content, 1);
        Reply halfway = ada.get("/uploads/" + id);
        assertThat(halfway.at("/state")).isEqualTo("open");
        assertThat(halfway.json().at("/confirmed").toString()).isEqualTo("[0,1]");
        assertThat(halfway.json().at("/missing").toString()).isEqualTo("[2,3]");

        Reply tooEarly = ada.post("/uploads/" + id + "/commit");
        assertThat(tooEarly.status()).isEqualTo(409);
        assertThat(tooEarly.at("/code")).isEqualTo("missing_blocks");
        assertThat(tooEarly.json().at("/missing").size()).isEqualTo(2);

        put(opened, content, 2);
        put(opened, content, 3);
        Reply committed = ada.post("/uploads/" + id + "/commit");
        assertThat(committed.status()).as("%s", committed).isEqualTo(200);
        assertThat(committed.at("/status")).isEqualTo("committed");
        assertThat(ada.post("/uploads/" + id + "/commit").text()).isEqualTo(committed.text());
        assertThat(ada.get("/uploads/" + id).at("/state")).isEqualTo("committed");

        String file = committed.at("/files/0/file/file_id");
        assertThat(ada.get("/files/" + file + "/download").bytes()).isEqualTo(content);
        Reply manifest = ada.get("/files/" + file + "/manifest");
        assertThat(manifest.json().at("/blocks").size()).isEqualTo(4);
        assertThat(manifest.numberAt("/blocks/3/offset")).isEqualTo(3 * BLOCK);
        assertThat(ada.get(local(manifest.at("/blocks/1/url"))).bytes())
                .isEqualTo(Arrays.copyOfRange(content, BLOCK, 2 * BLOCK));

        Reply again = initiate(ada, "/b.bin", content, Map.of());
        assertThat(again.json().at("/chunks_needed").size()).isZero();
        assertThat(initiate(Client.newUser(RunningApi.shared(), "x"), "/c.bin", content, Map.of())
                        .json()
                        .at("/chunks_needed")
                        .size())
                .as("what a stranger stored is not told")
                .isEqualTo(4);
    }

    @Test
    void wrongBytesAreRefusedAndLeaveNothing() {
        byte[] content = random(BLOCK, 12);
        Reply opened = initiate(ada, "/wrong.bin", content, Map.of());
        String url = opened.at("/upload_urls/0/url");
        byte[] flipped = content.clone();
        flipped[7] ^= 1;
        assertThat(ada.put(local(url), flipped)).satisfies(reply -> {
            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.at("/code")).isEqualTo("hash_mismatch");
        });
        assertThat(ada.put(local(url), Arrays.copyOf(content, BLOCK - 1)).status())
                .isEqualTo(422);
        assertThat(ada.put(local(url), Arrays.copyOf(content, BLOCK + 1)).status())
                .isEqualTo(422);
        assertThat(ada.put(local(url), new byte[9 << 20]).at("/code")).isEqualTo("too_large");
        assertThat(ada.get("/uploads/" + opened.at("/upload_id"))
                        .json()
                        .at("/missing")
                        .size())
                .isEqualTo(1);
        assertThat(ada.put(local(url), content).status()).isEqualTo(204);
        assertThat(ada.put(local(url), content).status()).as("a repeat").isEqualTo(204);
    }

    @Test
    void aBlockThatNobodyAskedForIsNotTaken() {
        Reply opened = initiate(ada, "/x.bin", random(BLOCK, 13), Map.of());
        byte[] other = random(BLOCK, 14);
        String url = "/uploads/" + opened.at("/upload_id") + "/blocks/" + hash(other);
        assertThat(ada.put(url, other).status()).isEqualTo(404);
    }

    @Test
    void anUploadIsItsOwnersAlone() {
        byte[] content = random(BLOCK, 15);
        Reply opened = initiate(ada, "/mine.bin", content, Map.of());
        Client eve = Client.newUser(RunningApi.shared(), "x");
        String upload = "/uploads/" + opened.at("/upload_id");
        assertThat(eve.get(upload).status()).isEqualTo(404);
        assertThat(eve.put(upload + "/blocks/" + hash(content), content).status())
                .isEqualTo(404);
        assertThat(eve.post(upload + "/commit").status()).isEqualTo(404);
        assertThat(eve.delete(upload).status()).isEqualTo(404);
    }

    @Test
    void aBlockIsBytesWhateverItsContentTypeSays() {
        for (String type : List.of("", "application/json", "application/x-www-form-urlencoded")) {
            byte[] block = random(2 << 20, 20 + type.length());
            Map<String, Object> chunk = Map.of("index", 0, "size", block.length, "hash", hash(block));
            Reply opened = ada.post(
                    "/files/upload/initiate",
                    Map.of("path", "/typed" + type.length(), "file_size", block.length, "chunks", List.of(chunk)));
            assertThat(ada.putAs(type, local(opened.at("/upload_urls/0/url")), block)
                            .status())
                    .as("content type '%s'", type)
                    .isEqualTo(204);
        }
    }

    @Test
    void anAbortedUploadTakesNothingMore() {
        byte[] content = random(BLOCK, 16);
        Reply opened = initiate(ada, "/gone.bin", content, Map.of());
        String upload = "/uploads/" + opened.at("/upload_id");
        assertThat(ada.delete(upload).status()).isEqualTo(204);
        assertThat(ada.delete(upload).status()).isEqualTo(204);
        assertThat(ada.put(upload + "/blocks/" + hash(content), content).status())
                .isEqualTo(409);
        assertThat(ada.post(upload + "/commit").status()).isEqualTo(409);
        assertThat(ada.get(upload).at("/state")).isEqualTo("aborted");
    }

    @Test
    void aRepeatWithTheSameKeyIsTheSameUpload() {
        byte[] content = random(BLOCK, 17);
        Client keyed = ada.with("Idempotency-Key", "k-1");
        Reply first = initiate(keyed, "/key.bin", content, Map.of());
        assertThat(initiate(keyed, "/key.bin", content, Map.of()).at("/upload_id"))
                .isEqualTo(first.at("/upload_id"));
        assertThat(initiate(keyed, "/other.bin", content, Map.of()).status()).isEqualTo(409);

        Client oneShot = ada.with("Idempotency-Key", "k-2");
        Reply uploaded = oneShot.upload("/shot.bin", content);
        Reply repeated = oneShot.upload("/shot.bin", content);
        assertThat(repeated.status()).as("%s", repeated).isEqualTo(201);
        assertThat(repeated.at("/file_id")).isEqualTo(uploaded.at("/file_id"));
        assertThat(repeated.numberAt("/version")).isEqualTo(1);
    }

    @Test
    void aStaleBaseKeepsBothUnlessToldOtherwise() {
        ada.upload("/report.txt", new byte[] {1});
        ada.upload("/report.txt", new byte[] {2}, "base_version", "1");

        Reply both = ada.upload("/report.txt", new byte[] {3}, "base_version", "1");
        assertThat(both.status()).as("%s", both).isEqualTo(201);
        assertThat(both.at("/status")).isEqualTo("conflict");
        assertThat(both.at("/name"))
                .startsWith("report (Ada's laptop's conflicted copy 20")
                .endsWith(").txt");
        assertThat(both.at("/conflict_of/path")).isEqualTo("/report.txt");

        Reply refused = ada.upload("/report.txt", new byte[] {3}, "base_version", "1", "on_conflict", "fail");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/code")).isEqualTo("conflict");
        assertThat(refused.numberAt("/current/version")).isEqualTo(2);

        Reply over = ada.upload("/report.txt", new byte[] {3}, "base_version", "1", "on_conflict", "overwrite");
        assertThat(over.at("/status")).isEqualTo("committed");
        assertThat(over.numberAt("/version")).isEqualTo(3);

        Reply same = ada.upload("/report.txt", new byte[] {3}, "base_version", "1");
        assertThat(same.at("/status")).as("equal content is no conflict").isEqualTo("committed");
        assertThat(same.numberAt("/version")).isEqualTo(3);
    }

    private static Reply initiate(Client client, String path, byte[] content, Map<String, Object> more) {
        List<Map<String, Object>> chunks = new ArrayList<>();
        for (int from = 0; from < content.length; from += BLOCK) {
            byte[] block = Arrays.copyOfRange(content, from, Math.min(content.length, from + BLOCK));
            chunks.add(Map.of("index", chunks.size(), "size", block.length, "hash", hash(block)));
        }
        Map<String, Object> request = new HashMap<>(more);
        request.putAll(Map.of("path", path, "file_size", content.length, "chunks", chunks));
        return client.post("/files/upload/initiate", request);
    }

    private void put(Reply opened, byte[] content, int index) {
        byte[] block = Arrays.copyOfRange(content, index * BLOCK, Math.min(content.length, (index + 1) * BLOCK));
        Reply reply = ada.put(local(opened.at("/upload_urls/" + index + "/url")), block);
        assertThat(reply.status()).as("%s", reply).isEqualTo(204);
    }

    /** The server names its public address, which in this test is not the port it listens on. */
    private static String local(String url) {
        return url.substring(url.indexOf("/api/v1") + "/api/v1".length());
    }

    private static String hash(byte[] block) {
        return BlockId.hash(ByteBuffer.wrap(block)).hex();
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
