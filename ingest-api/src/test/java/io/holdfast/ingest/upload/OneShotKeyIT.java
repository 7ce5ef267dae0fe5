package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever its key was used for before: a file that is answered 201 is there. */
class OneShotKeyIT {
    private static final byte[] FIRST = {1, 1, 1};
    private static final byte[] SECOND = {2, 2, 2};

    private final RunningApi api = RunningApi.shared();
    private final Client ada = Client.newUser(api, "laptop");
    private final String key = "key-" + UUID.randomUUID();
    private final Client keyed = ada.with("Idempotency-Key", key);

    @Test
    void aKeyWhoseAnswerIsForgottenUploadsAnotherFile() {
        assertThat(keyed.upload("/a.bin", FIRST).status()).isEqualTo(201);
        api.sql("UPDATE stored_answer SET created_at = created_at - interval '24 hours' WHERE key = ?", key);
        api.sql(
                "UPDATE upload_session SET opened_at = opened_at - interval '24 hours'"
                        + " WHERE idempotency_key LIKE '%' || ?",
                key);
        stored(keyed.upload("/b.bin", SECOND), "/b.bin", SECOND);
    }

    @Test
    void aRepeatThatBringsOtherBytesOrFieldsIsAConflictAndOneThatBringsTheSameIsAnswered() {
        Reply first = keyed.upload("/a.bin", FIRST);
        assertThat(first.status()).isEqualTo(201);
        conflict(keyed.upload("/a.bin", SECOND));
        conflict(keyed.upload("/b.bin", FIRST));
        Reply again = keyed.upload("/a.bin", FIRST);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.text()).isEqualTo(first.text());
        api.sql("DELETE FROM stored_answer WHERE key = ?", key);
        conflict(keyed.upload("/a.bin", SECOND));
        stored(keyed.upload("/a.bin", FIRST), "/a.bin", FIRST);
        assertThat(download("/a.bin")).isEqualTo(FIRST);
    }

    private static void conflict(Reply reply) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(409);
        assertThat(reply.at("/code")).isEqualTo("conflict");
    }

    @Test
    void anUploadOfAnotherRequestIsNotFoundUnderTheKey() {
        assertThat(keyed.upload("/a.bin", FIRST).status()).isEqualTo(201);
        api.sql("DELETE FROM stored_answer WHERE key = ?", key);
        byte[] longer = {3, 3, 3, 3};
        stored(keyed.upload("/c.bin", longer), "/c.bin", longer);
    }

    @Test
    void anUploadThatWasInitiatedWithTheKeyIsLeftAlone() {
        Reply open = initiate(keyed, "/i.bin", FIRST);
        assertThat(open.status()).as("%s", open).isEqualTo(200);
        stored(keyed.upload("/d.bin", SECOND), "/d.bin", SECOND);
        String upload = "/uploads/" + open.at("/upload_id");
        assertThat(ada.get(upload).at("/state")).isEqualTo("open");
        assertThat(ada.put(upload + "/blocks/" + hash(FIRST), FIRST).status()).isEqualTo(204);
        assertThat(ada.post(upload + "/commit").status()).isEqualTo(200);
        assertThat(download("/i.bin")).isEqualTo(FIRST);
    }

    @Test
    void anUploadThatWasCommittedWithTheKeyIsNotTheAnswer() {
        String upload = "/uploads/" + initiate(keyed, "/i.bin", FIRST).at("/upload_id");
        ada.put(upload + "/blocks/" + hash(FIRST), FIRST);
        assertThat(ada.post(upload + "/commit").status()).isEqualTo(200);
        stored(keyed.upload("/e.bin", SECOND), "/e.bin", SECOND);
    }

    @Test
    void initiatingABatchWithTheKeyOfASingleFileIsAConflict() {
        assertThat(initiate(keyed, "/i.bin", FIRST).status()).isEqualTo(200);
        assertThat(keyed.post("/files/upload/initiate-batch", Map.of("files", List.of(file("/i.bin", FIRST))))
                        .at("/code"))
                .isEqualTo("conflict");
    }

    private void stored(Reply reply, String path, byte[] content) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(201);
        assertThat(download(path)).isEqualTo(content);
    }

    private byte[] download(String path) {
        String file = ada.get("/files/by-path?path=" + path).at("/file_id");
        return ada.get("/files/" + file + "/download").bytes();
    }

    private static Reply initiate(Client client, String path, byte[] content) {
        return client.post("/files/upload/initiate", file(path, content));
    }

    private static Map<String, Object> file(String path, byte[] content) {
        Map<String, Object> chunk = Map.of("index", 0, "size", content.length, "hash", hash(content));
        return Map.of("path", path, "file_size", content.length, "chunks", List.of(chunk));
    }

    private static String hash(byte[] block) {
        return BlockId.hash(ByteBuffer.wrap(block)).hex();
    }
}
