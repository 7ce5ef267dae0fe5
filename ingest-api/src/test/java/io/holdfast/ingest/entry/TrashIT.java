package io.holdfast.ingest.entry;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class TrashIT {
    private final Client ada = Client.newUser(RunningApi.shared(), "laptop");

    @Test
    void aFolderGoesAndComesAsOneAct() {
        Reply file = ada.upload("/docs/deep/a.txt", new byte[] {1, 2, 3});
        String docs = ada.get("/files/by-path?path=/docs").at("/file_id");
        ada.delete("/files/" + docs);
        Reply trash = ada.get("/trash");
        assertThat(trash.status()).as("%s", trash).isEqualTo(200);
        assertThat(trash.json().at("/items").size()).isEqualTo(1);
        assertThat(trash.at("/items/0/file_id")).isEqualTo(docs);
        assertThat(trash.at("/items/0/path")).isEqualTo("/docs");
        assertThat(trash.at("/items/0/deleted_at")).isNotEmpty();
        String cursor = ada.get("/sync/cursor").at("/cursor");

        Reply back = ada.post("/trash/" + docs + "/restore");
        assertThat(back.status()).as("%s", back).isEqualTo(200);
        assertThat(back.at("/path")).isEqualTo("/docs");
        assertThat(back.at("/deleted_at")).isEmpty();
        Reply delta = ada.get("/sync/delta?cursor=" + cursor);
        assertThat(delta.at("/changes/0/file_id")).isEqualTo(docs);
        assertThat(delta.json().at("/changes")).hasSizeGreaterThan(1).allSatisfy(change -> {
            assertThat(change.path("action").asString()).isEqualTo("restored");
            assertThat(change.path("seq").asLong())
                    .as("one entry of the journal")
                    .isEqualTo(delta.numberAt("/changes/0/seq"));
        });
        assertThat(ada.get("/sync/delta?cursor=" + delta.at("/next_cursor"))
                        .json()
                        .at("/changes"))
                .isEmpty();
        assertThat(ada.get("/files/" + file.at("/file_id") + "/download").bytes())
                .containsExactly(1, 2, 3);
        assertThat(ada.get("/trash").json().at("/items").size()).isZero();
        assertThat(ada.post("/trash/" + docs + "/restore").status()).isEqualTo(404);
    }

    @Test
    void aTakenNameIsChangedAndAGoneFolderIsMadeAgain() {
        String old = ada.upload("/sub/a.txt", new byte[] {1}).at("/file_id");
        ada.delete("/files/" + old);
        ada.upload("/sub/A.TXT", new byte[] {2});
        String day = ada.get("/trash").at("/items/0/deleted_at").substring(0, 10);
        assertThat(ada.post("/trash/" + old + "/restore").at("/path")).isEqualTo("/sub/a (restored " + day + ").txt");
        ada.delete("/files/" + old);
        ada.delete("/files/" + ada.get("/files/by-path?path=/sub").at("/file_id"));
        assertThat(ada.post("/trash/" + old + "/restore").at("/path")).isEqualTo("/sub/a (restored " + day + ").txt");
        assertThat(ada.get("/files/by-path?path=/sub/a.txt").status()).isEqualTo(404);
    }

    @Test
    void aPurgeIsForEverAndFreesTheQuota() {
        String file = ada.upload("/gone.bin", new byte[1000]).at("/file_id");
        ada.upload("/gone.bin", new byte[500], "base_version", "1");
        long used = ada.get("/account").numberAt("/storage_used");
        assertThat(ada.delete("/trash/" + file).status())
                .as("it is not in the trash yet")
                .isEqualTo(404);
        ada.delete("/files/" + file);
        assertThat(ada.get("/account").numberAt("/storage_used")).isEqualTo(used);
        assertThat(ada.delete("/trash/" + file).status()).isEqualTo(204);
        assertThat(ada.get("/account").numberAt("/storage_used")).isEqualTo(used - 1500);
        assertThat(ada.get("/account").numberAt("/trash_bytes")).isZero();
        assertThat(ada.get("/account/audit?limit=1").at("/items/0/act")).isEqualTo("entry_purged");
        assertThat(ada.get("/account/audit?limit=1").at("/items/0/object")).isEqualTo("entry:" + file);
        assertThat(ada.get("/files/" + file).status()).isEqualTo(404);
        assertThat(ada.delete("/trash/" + file).status()).isEqualTo(404);
        assertThat(ada.post("/trash/" + file + "/restore").status()).isEqualTo(404);
        assertThat(ada.get("/files/" + file + "/download").status()).isEqualTo(404);
    }

    @Test
    void aFolderIsPurgedWithAllThatWentWithIt() {
        for (int i = 0; i < 3; i++) {
            ada.upload("/all/f" + i, new byte[] {(byte) i});
        }
        String folder = ada.get("/files/by-path?path=/all").at("/file_id");
        String inner = ada.get("/files/by-path?path=/all/f1").at("/file_id");
        ada.delete("/files/" + folder);
        assertThat(ada.delete("/trash/" + inner).status())
                .as("it went there with its folder")
                .isEqualTo(404);
        assertThat(ada.delete("/trash/" + folder).status()).isEqualTo(204);
        assertThat(ada.get("/files/" + inner).status()).isEqualTo(404);
        assertThat(ada.get("/account").numberAt("/trash_bytes")).isZero();
    }

    @Test
    void theTrashIsPagedWhileItChanges() {
        List<String> deleted = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String file = ada.upload("/p" + i, new byte[] {(byte) i}).at("/file_id");
            ada.delete("/files/" + file);
            deleted.add(0, file);
        }
        Reply first = ada.get("/trash?limit=2");
        assertThat(ids(first)).isEqualTo(deleted.subList(0, 2));
        ada.post("/trash/" + deleted.get(1) + "/restore");
        String late = ada.upload("/late", new byte[] {9}).at("/file_id");
        ada.delete("/files/" + late);
        Reply second = ada.get("/trash?limit=10&cursor=" + first.at("/next_cursor"));
        assertThat(ids(second)).isEqualTo(deleted.subList(2, 5));
        assertThat(second.json().at("/has_more").asBoolean()).isFalse();
    }

    @Test
    void whatIsForeignOrWrongIsToldSo() {
        String foreign = Client.newUser(RunningApi.shared(), "x")
                .upload("/f", new byte[] {1})
                .at("/file_id");
        assertThat(ada.post("/trash/" + foreign + "/restore").status()).isEqualTo(404);
        assertThat(ada.delete("/trash/" + foreign).status()).isEqualTo(404);
        assertThat(ada.post("/trash/nonsense/restore").status()).isEqualTo(404);
        assertThat(ada.get("/trash?limit=0").at("/code")).isEqualTo("invalid_request");
        assertThat(ada.get("/trash?limit=x").at("/code")).isEqualTo("invalid_request");
        for (String cursor : List.of("x", "YQ", "MjAyNi0xMS0yMVQwMDowMDowMFovbm90LWFuLWlk", "")) {
            assertThat(ada.get("/trash?cursor=" + cursor).at("/field"))
                    .as(cursor)
                    .isEqualTo("cursor");
        }
    }

    private static List<String> ids(Reply page) {
        List<String> ids = new ArrayList<>();
        for (JsonNode item : page.json().at("/items")) {
            ids.add(item.get("file_id").asString());
        }
        return ids;
    }
}
