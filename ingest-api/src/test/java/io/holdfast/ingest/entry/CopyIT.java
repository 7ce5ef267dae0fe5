package io.holdfast.ingest.entry;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CopyIT {
    private final Client ada = Client.newUser(RunningApi.shared(), "laptop");

    @Test
    void anOldVersionBecomesTheCurrentOne() {
        String id = ada.upload("/notes.txt", new byte[] {1}, "mime_type", "text/plain")
                .at("/file_id");
        ada.upload("/notes.txt", new byte[] {2}, "base_version", "1");
        Reply restored = ada.post("/files/" + id + "/restore", Map.of("version_number", 1));
        assertThat(restored.status()).as("%s", restored).isEqualTo(200);
        assertThat(restored.numberAt("/version")).isEqualTo(3);
        assertThat(restored.at("/mime_type")).isEqualTo("text/plain");
        assertThat(ada.get("/files/" + id + "/download").bytes()).containsExactly(1);

        Reply versions = ada.get("/files/" + id + "/versions");
        assertThat(versions.numberAt("/versions/0/restored_from")).isEqualTo(1);
        assertThat(versions.at("/versions/1/restored_from")).isEmpty();
        assertThat(versions.at("/versions/0/device_id")).isNotEmpty();
        assertThat(versions.at("/versions/0/kept_because/0")).isEqualTo("current");
        assertThat(versions.at("/versions/2/kept_because/0")).isEqualTo("within-limits");
        String second = versions.at("/versions/1/version_id");
        Reply byId = ada.post("/files/" + id + "/versions/" + second + "/restore");
        assertThat(byId.numberAt("/version")).as("%s", byId).isEqualTo(4);
        assertThat(ada.get("/files/" + id + "/download").bytes()).containsExactly(2);
        assertThat(ada.post("/files/" + id + "/versions/" + second + "/restore").numberAt("/version"))
                .as("this content is current already")
                .isEqualTo(4);
    }

    @Test
    void versionsArePagedNewestFirst() {
        String id = ada.upload("/many", new byte[] {1}).at("/file_id");
        for (int version = 1; version < 5; version++) {
            ada.upload("/many", new byte[] {(byte) (version + 1)}, "base_version", Integer.toString(version));
        }
        Reply first = ada.get("/files/" + id + "/versions?limit=2");
        assertThat(first.numberAt("/versions/0/version_number")).isEqualTo(5);
        ada.upload("/many", new byte[] {9}, "base_version", "5");
        Reply second = ada.get("/files/" + id + "/versions?limit=9&cursor=" + first.at("/next_cursor"));
        assertThat(second.numberAt("/versions/0/version_number")).isEqualTo(3);
        assertThat(second.json().at("/versions").size()).isEqualTo(3);
        assertThat(second.json().at("/has_more").asBoolean()).isFalse();
    }

    @Test
    void aCopyIsAFileOfItsOwn() {
        String id = ada.upload("/src/a.bin", new byte[100_000], "mime_type", "image/png")
                .at("/file_id");
        long used = ada.get("/account").numberAt("/storage_used");
        String folder = ada.post("/folders", Map.of("path", "/copies")).at("/file_id");
        Client keyed = ada.with("Idempotency-Key", "copy-" + UUID.randomUUID());
        Reply copy = keyed.post("/files/" + id + "/copy", Map.of("parent_folder_id", folder));
        assertThat(copy.status()).as("%s", copy).isEqualTo(201);
        assertThat(copy.at("/path")).isEqualTo("/copies/a.bin");
        assertThat(copy.at("/file_id")).isNotEqualTo(id);
        assertThat(copy.numberAt("/version")).isEqualTo(1);
        assertThat(copy.at("/mime_type")).isEqualTo("image/png");
        assertThat(ada.get("/account").numberAt("/storage_used")).isEqualTo(used + 100_000);
        assertThat(keyed.post("/files/" + id + "/copy", Map.of("parent_folder_id", folder))
                        .at("/file_id"))
                .as("a repeat with the same key")
                .isEqualTo(copy.at("/file_id"));
        Reply clash = ada.post("/files/" + id + "/copy", Map.of("parent_folder_id", folder));
        expect(clash, 409, "conflict");
        assertThat(clash.at("/current/file_id")).isEqualTo(copy.at("/file_id"));
        assertThat(ada.post("/files/" + id + "/copy", Map.of("parent_folder_id", folder, "name", "b.bin"))
                        .at("/path"))
                .isEqualTo("/copies/b.bin");
        ada.delete("/files/" + id);
        ada.delete("/trash/" + id);
        assertThat(ada.get("/files/" + copy.at("/file_id") + "/download").bytes())
                .hasSize(100_000);
    }

    @Test
    void whatCannotBeCopiedOrRestoredIsToldWhy() {
        String foreign = Client.newUser(RunningApi.shared(), "x")
                .upload("/f", new byte[] {1})
                .at("/file_id");
        String file = ada.upload("/d/f", new byte[] {1}).at("/file_id");
        String folder = ada.get("/files/by-path?path=/d").at("/file_id");
        String root = ada.get("/files/by-path?path=/").at("/file_id");
        expect(ada.post("/files/" + foreign + "/copy", Map.of("parent_folder_id", folder)), 404, "not_found");
        expect(ada.post("/files/" + file + "/copy", Map.of("parent_folder_id", foreign)), 404, "not_found");
        expect(ada.post("/files/" + file + "/copy", Map.of("parent_folder_id", file)), 400, "invalid_request");
        expect(ada.post("/files/" + folder + "/copy", Map.of("parent_folder_id", root)), 400, "invalid_request");
        expect(ada.post("/files/" + file + "/copy", Map.of("name", "x")), 400, "invalid_request");
        expect(
                ada.post("/files/" + file + "/copy", Map.of("parent_folder_id", root, "name", "")),
                400,
                "invalid_request");
        expect(
                ada.with("Idempotency-Key", "a b").post("/files/" + file + "/copy", Map.of("parent_folder_id", root)),
                400,
                "invalid_request");
        expect(ada.post("/files/" + file + "/restore", Map.of()), 400, "invalid_request");
        expect(ada.post("/files/" + file + "/restore", Map.of("version_number", 0)), 400, "invalid_request");
        expect(ada.post("/files/" + file + "/restore", Map.of("version_number", "1")), 400, "invalid_request");
        expect(ada.post("/files/" + file + "/restore", Map.of("version_number", 9)), 404, "not_found");
        expect(ada.post("/files/" + folder + "/restore", Map.of("version_number", 1)), 400, "invalid_request");
        expect(ada.post("/files/" + foreign + "/restore", Map.of("version_number", 1)), 404, "not_found");
        expect(ada.post("/files/" + file + "/versions/" + foreign + "/restore"), 404, "not_found");
        expect(ada.post("/files/" + file + "/versions/1/restore"), 404, "not_found");
        ada.delete("/files/" + file);
        expect(ada.post("/files/" + file + "/restore", Map.of("version_number", 1)), 404, "not_found");
        expect(ada.post("/files/" + file + "/copy", Map.of("parent_folder_id", root)), 404, "not_found");
    }

    private static void expect(Reply reply, int status, String code) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        assertThat(reply.at("/code")).as("%s", reply).isEqualTo(code);
    }
}
