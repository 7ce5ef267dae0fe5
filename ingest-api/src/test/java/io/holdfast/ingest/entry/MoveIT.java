package io.holdfast.ingest.entry;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MoveIT {
    private final Client ada = Client.newUser(RunningApi.shared(), "laptop");

    @Test
    void aFolderMovesAsOneChangeAndItsFilesAreWhereItIs() {
        Reply file = ada.upload("/photos/2026/a.jpg", new byte[] {1});
        ada.post("/folders", Map.of("path", "/archive"));
        String photos = idAt("/photos");
        String cursor = ada.get("/sync/cursor").at("/cursor");

        Reply moved = ada.patch("/files/" + photos, Map.of("parent_folder_id", idAt("/archive"), "name", "Pictures"));
        assertThat(moved.status()).as("%s", moved).isEqualTo(200);
        assertThat(moved.at("/path")).isEqualTo("/archive/Pictures");
        assertThat(moved.at("/type")).isEqualTo("folder");
        Reply delta = ada.get("/sync/delta?cursor=" + cursor);
        assertThat(delta.json().at("/changes").size()).as("%s", delta).isEqualTo(1);
        assertThat(delta.at("/changes/0/action")).isEqualTo("moved");
        assertThat(delta.at("/changes/0/path")).isEqualTo("/archive/Pictures");
        assertThat(delta.at("/changes/0/old_path")).isEqualTo("/photos");
        assertThat(delta.at("/changes/0/type")).isEqualTo("folder");
        assertThat(idAt("/archive/pictures/2026/A.JPG")).isEqualTo(file.at("/file_id"));
        assertThat(ada.get("/files/" + file.at("/file_id")).at("/path")).isEqualTo("/archive/Pictures/2026/a.jpg");
        assertThat(ada.get("/files/by-path?path=/photos").status()).isEqualTo(404);
        assertThat(ada.get("/folders/" + photos + "/children").at("/items/0/path"))
                .isEqualTo("/archive/Pictures/2026");
    }

    @Test
    void aNameThatIsTakenShowsByWhom() {
        String one = ada.upload("/one", new byte[] {1}).at("/file_id");
        Reply two = ada.upload("/Two", new byte[] {2});
        Reply refused = ada.patch("/files/" + one, Map.of("name", "tWO"));
        expect(refused, 409, "conflict");
        assertThat(refused.at("/current/file_id")).isEqualTo(two.at("/file_id"));
        assertThat(refused.at("/current/name")).isEqualTo("Two");
        Reply folder = ada.post("/folders", Map.of("path", "/TWO"));
        expect(folder, 409, "conflict");
        assertThat(folder.at("/current/file_id")).isEqualTo(two.at("/file_id"));
    }

    @Test
    void onlyTheCaseCanChangeAndARepeatChangesNothing() {
        String file = ada.upload("/readme.md", new byte[] {1}).at("/file_id");
        assertThat(ada.patch("/files/" + file, Map.of("name", "README.md")).at("/name"))
                .isEqualTo("README.md");
        String cursor = ada.get("/sync/cursor").at("/cursor");
        assertThat(ada.patch("/files/" + file, Map.of("name", "README.md")).status())
                .isEqualTo(200);
        assertThat(ada.get("/sync/delta?cursor=" + cursor).json().at("/changes").size())
                .isZero();
    }

    @Test
    void anotherVersionThanTheOneThatWasSeenIsRefused() {
        String file = ada.upload("/versioned", new byte[] {1}).at("/file_id");
        ada.upload("/versioned", new byte[] {2}, "base_version", "1");
        Reply refused = ada.patch("/files/" + file, Map.of("name", "x", "base_version", 1));
        expect(refused, 409, "conflict");
        assertThat(refused.numberAt("/current/version")).isEqualTo(2);
        assertThat(ada.patch("/files/" + file, Map.of("name", "x", "base_version", 2))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatCannotBeMovedIsToldWhy() {
        Client bob = Client.newUser(RunningApi.shared(), "desk");
        String foreign = bob.upload("/theirs", new byte[] {1}).at("/file_id");
        String file = ada.upload("/a/b/file", new byte[] {1}).at("/file_id");
        String a = idAt("/a");
        String b = idAt("/a/b");
        String root = ada.get("/folders/root/children").at("/items/0/parent_folder_id");
        expect(ada.patch("/files/" + a, Map.of("parent_folder_id", b)), 409, "conflict");
        expect(ada.patch("/files/" + a, Map.of("parent_folder_id", a)), 409, "conflict");
        expect(ada.patch("/files/" + a, Map.of("parent_folder_id", file)), 400, "invalid_request");
        expect(ada.patch("/files/" + root, Map.of("name", "x")), 400, "invalid_request");
        expect(ada.patch("/files/" + foreign, Map.of("name", "x")), 404, "not_found");
        expect(bob.patch("/files/" + foreign, Map.of("parent_folder_id", a)), 404, "not_found");
        expect(ada.patch("/files/nonsense", Map.of("name", "x")), 404, "not_found");
        expect(ada.patch("/files/" + file, Map.of()), 400, "invalid_request");
        expect(ada.patch("/files/" + file, Map.of("name", "a/b")), 400, "invalid_request");
        expect(ada.patch("/files/" + file, Map.of("name", "..")), 400, "invalid_request");
        expect(ada.patch("/files/" + file, Map.of("name", 5)), 400, "invalid_request");
        expect(ada.patch("/files/" + file, Map.of("name", "x", "base_version", -1)), 400, "invalid_request");
        expect(ada.patch("/files/" + file, Map.of("parent_folder_id", "root")), 400, "invalid_request");
        expect(ada.patch("/files/" + file, Map.of("nam", "x")), 400, "invalid_request");
        ada.delete("/files/" + b);
        expect(ada.patch("/files/" + file, Map.of("name", "x")), 404, "not_found");
        String other = ada.upload("/other", new byte[] {1}).at("/file_id");
        expect(ada.patch("/files/" + other, Map.of("parent_folder_id", b)), 404, "not_found");
    }

    private String idAt(String path) {
        return ada.get("/files/by-path?path=" + path).at("/file_id");
    }

    private static void expect(Reply reply, int status, String code) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        assertThat(reply.at("/code")).as("%s", reply).isEqualTo(code);
    }
}
