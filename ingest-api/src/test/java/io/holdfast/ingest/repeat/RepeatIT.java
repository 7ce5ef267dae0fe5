package io.holdfast.ingest.repeat;

import io.holdfast.core.block.BlockId;
import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A write with an Idempotency-Key is carried out once. */
class RepeatIT {
    private final RunningApi api = RunningApi.shared();
    private final Client ada = Client.newUser(api, "laptop");

    @Test
    void aRepeatGetsTheStoredAnswerWhateverHasHappenedSince() {
        Client keyed = ada.with("Idempotency-Key", "folder-1");
        Reply made = keyed.post("/folders", Map.of("path", "/once"));
        assertThat(made.status()).isLessThan(300);
        assertThat(made.header("Idempotent-Replayed")).isEmpty();
        assertThat(ada.delete("/files/" + made.at("/file_id")).status()).isEqualTo(204);
        Reply again = keyed.post("/folders", Map.of("path", "/once"));
        assertThat(again.status()).isEqualTo(made.status());
        assertThat(again.text()).isEqualTo(made.text());
        assertThat(again.header("Content-Type")).isEqualTo(made.header("Content-Type"));
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(ada.get("/files/by-path?path=/once").status())
                .as("not made again")
                .isEqualTo(404);

        String file = ada.upload("/gone", new byte[] {1}).at("/file_id");
        Client deleting = ada.with("Idempotency-Key", "delete-1");
        assertThat(deleting.delete("/files/" + file).status()).isEqualTo(204);
        assertThat(deleting.delete("/files/" + file).header("Idempotent-Replayed"))
                .isEqualTo("true");
    }

    @Test
    void aKeyBelongsToOneRequestOfOneAccount() {
        Client keyed = ada.with("Idempotency-Key", "shared");
        assertThat(keyed.post("/folders", Map.of("path", "/a")).status()).isLessThan(300);
        Reply other = keyed.post("/folders", Map.of("path", "/b"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.at("/code")).isEqualTo("conflict");
        assertThat(keyed.upload("/a.bin", new byte[] {1}).status()).isEqualTo(409);
        assertThat(ada.get("/files/by-path?path=/b").status()).isEqualTo(404);
        Client eve = Client.newUser(api, "x").with("Idempotency-Key", "shared");
        assertThat(eve.post("/folders", Map.of("path", "/b")).status()).isLessThan(300);
        assertThat(ada.with("Idempotency-Key", "two words")
                        .post("/folders", Map.of("path", "/c"))
                        .at("/field"))
                .isEqualTo("Idempotency-Key");
    }

    @Test
    void everyByteOfJsonCountsHoweverItComes() {
        String file = ada.upload("/updated", new byte[] {1}).at("/file_id");
        Client keyed = ada.with("Idempotency-Key", "bytes-1");
        byte[] one = new byte[1_500_000];
        byte[] other = one.clone();
        other[0] = 1;
        Reply made = keyed.post("/files/" + file + "/update", update(one));
        assertThat(made.status()).as("%s", made).isEqualTo(200);
        assertThat(keyed.post("/files/" + file + "/update", update(other)).status())
                .isEqualTo(409);
        assertThat(keyed.post("/files/" + file + "/update", update(one)).text()).isEqualTo(made.text());
        Client piecemeal = ada.with("Idempotency-Key", "bytes-2").with("Content-Type", "application/json");
        assertThat(piecemeal
                        .send("POST", "/folders", pieces("{\"path\":\"/p\"}"))
                        .status())
                .isLessThan(300);
        assertThat(piecemeal
                        .send("POST", "/folders", pieces("{\"path\":\"/q\"}"))
                        .status())
                .isEqualTo(409);
    }

    private static Map<String, Object> update(byte[] data) {
        String hash = BlockId.hash(ByteBuffer.wrap(data)).hex();
        return Map.of(
                "file_size",
                data.length,
                "chunks",
                List.of(Map.of(
                        "chunk_index",
                        0,
                        "chunk_hash",
                        hash,
                        "size",
                        data.length,
                        "data",
                        Base64.getEncoder().encodeToString(data))));
    }

    /** A body of unknown length. */
    private static BodyPublisher pieces(String body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatFailedMayBeTriedAgainUnderItsKey() {
        Client keyed = ada.with("Idempotency-Key", "later");
        Map<String, Object> folder = Map.of("parent_folder_id", "root", "name", "x/y");
        assertThat(keyed.post("/folders", folder).status()).isGreaterThanOrEqualTo(400);
        assertThat(keyed.post("/folders", Map.of("path", "/later")).status()).isLessThan(300);
        Reply shot = keyed.with("Idempotency-Key", "shot").upload("/shot", new byte[] {1}, "base_version", "0");
        assertThat(shot.status()).isEqualTo(400);
        assertThat(keyed.with("Idempotency-Key", "shot")
                        .upload("/shot", new byte[] {1})
                        .status())
                .isEqualTo(201);
    }

    @Test
    void requestsWithOneKeyAtTheSameTimeHaveOneEffect() {
        Client keyed = ada.with("Idempotency-Key", "race");
        List<CompletableFuture<Reply>> running = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            running.add(CompletableFuture.supplyAsync(() -> keyed.upload("/race.bin", new byte[100_000])));
        }
        List<Reply> replies = running.stream().map(CompletableFuture::join).toList();
        assertThat(replies).allMatch(reply -> reply.status() == 201 || reply.status() == 503);
        assertThat(replies.stream().filter(reply -> reply.status() == 503))
                .allMatch(reply -> !reply.header("Retry-After").isEmpty());
        assertThat(replies.stream()
                        .filter(reply -> reply.status() == 201)
                        .map(Reply::text)
                        .distinct())
                .hasSize(1);
        assertThat(keyed.upload("/race.bin", new byte[100_000]).status()).isEqualTo(201);
        Reply versions = ada.get("/files/"
                + replies.stream()
                        .filter(reply -> reply.status() == 201)
                        .findFirst()
                        .orElseThrow()
                        .at("/file_id") + "/versions");
        assertThat(versions.json().at("/versions").size()).isEqualTo(1);
        assertThat(ada.get("/folders/root/children").json().at("/items").size()).isEqualTo(1);
    }

    @Test
    void uploadsInitiatedWithOneKeyAtTheSameTimeAreOneUpload() {
        Client keyed = ada.with("Idempotency-Key", "initiate-race");
        Map<String, Object> chunk = Map.of("index", 0, "size", 3, "hash", "ab".repeat(32));
        Map<String, Object> file = Map.of("path", "/race", "file_size", 3, "chunks", List.of(chunk));
        List<CompletableFuture<Reply>> running = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            running.add(CompletableFuture.supplyAsync(() -> keyed.post("/files/upload/initiate", file)));
        }
        List<Reply> replies = running.stream().map(CompletableFuture::join).toList();
        assertThat(replies).allMatch(reply -> reply.status() == 200);
        assertThat(replies.stream().map(reply -> reply.at("/upload_id")).distinct())
                .hasSize(1);
        assertThat(replies).allMatch(reply -> reply.at("/chunks_needed/0").equals("0"));
    }

    @Test
    void aClaimWhoseProcessDiedEndsAndAnAnswerIsForgottenAfterItsTime() {
        Client keyed = ada.with("Idempotency-Key", "crash-1");
        Map<String, String> folder = Map.of("path", "/crash");
        assertThat(keyed.post("/folders", folder).status()).isLessThan(300);
        dead("crash-1", "interval '1 minute'");
        assertThat(keyed.post("/folders", folder).status())
                .as("held by another")
                .isEqualTo(503);
        dead("crash-1", "interval '-1 second'");
        assertThat(keyed.post("/folders", folder).at("/code"))
                .as("carried out again")
                .isEqualTo("conflict");
        keyed.upload("/kept", new byte[] {1});
        api.sql("UPDATE stored_answer SET created_at = now() - interval '25 hours' WHERE key = 'crash-1'");
        assertThat(keyed.post("/folders", Map.of("path", "/free")).status())
                .as("free again")
                .isLessThan(300);
    }

    @Test
    void anAnswerThatTheDatabaseDidNotTakeIsStoredLater() {
        Client keyed = ada.with("Idempotency-Key", "unnoted-1");
        Map<String, String> folder = Map.of("path", "/unnoted");
        api.sql("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''disk full''; END'");
        api.sql("CREATE TRIGGER refuse BEFORE UPDATE OR DELETE ON stored_answer FOR EACH ROW"
                + " WHEN (OLD.key = 'unnoted-1') EXECUTE FUNCTION refuse()");
        Reply made = keyed.post("/folders", folder);
        assertThat(made.status()).isLessThan(300);
        assertThat(keyed.post("/folders", folder).status())
                .as("nobody else does it meanwhile")
                .isEqualTo(503);
        api.sql("DROP TRIGGER refuse ON stored_answer");
        Reply again = keyed.post("/folders", folder);
        assertThat(again.status()).isEqualTo(made.status());
        assertThat(again.text()).isEqualTo(made.text());
    }

    private void dead(String key, String claimed) {
        assertThat(api.sql(
                        "UPDATE stored_answer SET status = NULL, holder = gen_random_uuid(), claimed_until = now() + "
                                + claimed + " WHERE key = ?",
                        key))
                .isEqualTo(1);
    }
}
