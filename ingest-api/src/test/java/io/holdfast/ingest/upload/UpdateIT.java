package io.holdfast.ingest.upload;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static io.holdfast.ingest.upload.Blocks.hash;
import static io.holdfast.ingest.upload.Blocks.random;
import static org.assertj.core.api.Assertions.assertThat;

/** The whole block list and the bytes of what is new, in one request. */
class UpdateIT {
    private static final AtomicLong EDITS = new AtomicLong(33_000);

    private final Client ada = Client.newUser(RunningApi.shared(), "laptop");
    private final byte[] head = random(70_000, 31);
    private final byte[] tail = random(900, 32);
    /** Stored by nobody before. */
    private final byte[] edited = random(950, EDITS.incrementAndGet());

    private final String id = made();

    private String made() {
        Reply opened = Blocks.initiateBatch(ada, List.of(Blocks.file("/doc.txt", head, tail)));
        Blocks.send(ada, opened, head, tail);
        return Blocks.commit(ada, opened).at("/files/0/file/file_id");
    }

    @Test
    void onlyWhatIsNewNeedsItsBytes() {
        Reply updated = update(id, Map.of("base_version", 1), Set.of(1), head, edited);
        assertThat(updated.status()).as("%s", updated).isEqualTo(200);
        assertThat(updated.at("/file_id")).isEqualTo(id);
        assertThat(updated.numberAt("/version")).isEqualTo(2);
        assertThat(updated.at("/status")).isEqualTo("committed");
        assertThat(updated.numberAt("/dedup/uploaded_bytes")).isEqualTo(950);
        assertThat(ada.get("/files/" + id + "/download").bytes())
                .startsWith(head)
                .endsWith(edited);

        Reply back = update(id, Map.of(), Set.of(), head, tail);
        assertThat(back.numberAt("/version"))
                .as("an old block is there still, the base is the current one")
                .isEqualTo(3);
        assertThat(update(id, Map.of(), Set.of(), head, tail).numberAt("/version"))
                .as("the same")
                .isEqualTo(3);
    }

    @Test
    void aBlockThatTheCallerNeverStoredIsMissingWithoutItsBytes() {
        Reply missing = update(id, Map.of(), Set.of(), head, edited);
        assertThat(missing.status()).isEqualTo(409);
        assertThat(missing.at("/code")).isEqualTo("missing_blocks");
        assertThat(missing.json().at("/missing").toString()).isEqualTo("[\"" + hash(edited) + "\"]");

        byte[] foreign = random(990, 34);
        Client eve = Client.newUser(RunningApi.shared(), "x");
        eve.upload("/secret", foreign);
        assertThat(update(id, Map.of(), Set.of(), head, foreign).at("/code")).isEqualTo("missing_blocks");
        assertThat(ada.get("/files/" + id).numberAt("/version")).isEqualTo(1);
    }

    @Test
    void aStaleBaseKeepsBothOrIsRefused() {
        update(id, Map.of("base_version", 1), Set.of(1), head, edited);
        byte[] other = random(960, 35);
        Reply both = update(id, Map.of("base_version", 1), Set.of(1), head, other);
        assertThat(both.at("/status")).isEqualTo("conflict");
        assertThat(both.at("/name")).startsWith("doc (laptop's conflicted copy");
        assertThat(both.at("/conflict_of/file_id")).isEqualTo(id);
        Reply refused = update(id, Map.of("base_version", 1, "on_conflict", "fail"), Set.of(1), head, random(970, 36));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.numberAt("/current/version")).isEqualTo(2);
    }

    @Test
    void whatIsWrongIsSaid() {
        Map<String, Object> lie = request(Map.of(), Set.of(1), head, edited);
        chunk(lie, 1).put("chunk_hash", hash(tail));
        assertThat(send(id, lie).at("/code")).isEqualTo("hash_mismatch");
        Map<String, Object> text = request(Map.of(), Set.of(1), head, edited);
        chunk(text, 1).put("data", "not base64!");
        assertThat(send(id, text).at("/field")).isEqualTo("chunks[1].data");
        assertThat(update(id, Map.of("new_content_hash", hash(tail)), Set.of(1), head, edited)
                        .at("/code"))
                .isEqualTo("hash_mismatch");
        assertThat(update(id, Map.of("file_size", 1), Set.of(1), head, edited).at("/field"))
                .isEqualTo("file_size");
        Map<String, Object> unordered = request(Map.of(), Set.of(1), head, edited);
        chunk(unordered, 1).put("chunk_index", 7);
        assertThat(send(id, unordered).at("/field")).isEqualTo("chunks[1].chunk_index");
        assertThat(update(new UUID(3, 4).toString(), Map.of(), Set.of(), head).status())
                .isEqualTo(404);
        assertThat(update(ada.get("/folders/root/children").at("/items/0/parent_folder_id"), Map.of(), Set.of(), head)
                        .at("/code"))
                .isEqualTo("invalid_request");
        byte[] large = new byte[8 << 20];
        assertThat(update(id, Map.of(), Set.of(0, 1, 2), large, large, edited).at("/code"))
                .isEqualTo("too_large");
        ada.delete("/files/" + id);
        assertThat(update(id, Map.of(), Set.of(1), head, edited).status()).isEqualTo(404);
    }

    @Test
    void theQuotaIsCheckedFirst() {
        RunningApi.shared()
                .sql(
                        "UPDATE namespace SET quota_bytes = 142000 WHERE id = (SELECT namespace_id FROM entry WHERE id = ?)",
                        UUID.fromString(id));
        Reply full = update(id, Map.of(), Set.of(1), head, random(1_300, 37));
        assertThat(full.status()).isEqualTo(413);
        assertThat(full.at("/code")).isEqualTo("quota_exceeded");
        assertThat(full.numberAt("/quota")).isEqualTo(142_000);
        assertThat(full.numberAt("/used")).isEqualTo(70_900);
        assertThat(full.numberAt("/asked")).isEqualTo(71_300);
    }

    private Reply update(String file, Map<String, Object> more, Set<Integer> withData, byte[]... blocks) {
        return send(file, request(more, withData, blocks));
    }

    private Reply send(String file, Map<String, Object> request) {
        return ada.post("/files/" + file + "/update", request);
    }

    private static Map<String, Object> request(Map<String, Object> more, Set<Integer> withData, byte[]... blocks) {
        List<Map<String, Object>> chunks = new ArrayList<>();
        long size = 0;
        for (byte[] block : blocks) {
            Map<String, Object> chunk = new HashMap<>(
                    Map.of("chunk_index", chunks.size(), "chunk_hash", hash(block), "size", block.length));
            if (withData.contains(chunks.size())) {
                chunk.put("data", Base64.getEncoder().encodeToString(block));
            }
            chunks.add(chunk);
            size += block.length;
        }
        Map<String, Object> request = new HashMap<>(Map.of("file_size", size, "chunks", chunks));
        request.putAll(more);
        return request;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> chunk(Map<String, Object> request, int index) {
        return ((List<Map<String, Object>>) Objects.requireNonNull(request.get("chunks"))).get(index);
    }
}
