package io.holdfast.ingest.sync;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class SyncIT {
    private final Client ada = Client.newUser(RunningApi.shared(), "laptop");

    @Test
    void stateIsListedFirstAndThenTheJournalFollows() {
        ada.upload("/a/one", new byte[] {1});
        ada.upload("/a/two", new byte[] {2});
        Reply gone = ada.upload("/a/gone", new byte[] {3});
        ada.delete("/files/" + gone.at("/file_id"));

        Reply page = ada.get("/sync/delta?limit=2");
        assertThat(actions(page)).containsExactly("created /a", "created /a/one");
        assertThat(page.json().at("/has_more").asBoolean()).isTrue();
        ada.upload("/a/late", new byte[] {4});
        page = ada.get("/sync/delta?limit=2&cursor=" + page.at("/next_cursor"));
        assertThat(actions(page)).containsExactly("created /a/two");
        assertThat(page.json().at("/has_more").asBoolean())
                .as("the journal has more")
                .isTrue();
        page = ada.get("/sync/delta?limit=2&cursor=" + page.at("/next_cursor"));
        assertThat(actions(page)).containsExactly("created /a/late");
        assertThat(page.json().at("/has_more").asBoolean()).isFalse();

        ada.upload("/a/one", new byte[] {5}, "base_version", "1");
        String folder = ada.get("/files/by-path?path=/a").at("/file_id");
        ada.delete("/files/" + folder);
        page = ada.get("/sync/delta?cursor=" + page.at("/next_cursor"));
        assertThat(actions(page)).containsExactly("modified /a/one", "deleted /a");
        assertThat(ada.get("/sync/delta").json().at("/changes").size()).isZero();
    }

    @Test
    void aCursorForNowSeesOnlyWhatComes() {
        ada.upload("/before", new byte[] {1});
        String cursor = ada.get("/sync/cursor").at("/cursor");
        assertThat(ada.get("/sync/delta?cursor=" + cursor).json().at("/changes").size())
                .isZero();
        ada.upload("/after", new byte[] {1});
        assertThat(actions(ada.get("/sync/delta?cursor=" + cursor))).containsExactly("created /after");
    }

    @Test
    void aForeignCursorIsRefused() {
        String cursor =
                Client.newUser(RunningApi.shared(), "x").get("/sync/cursor").at("/cursor");
        assertThat(ada.get("/sync/delta?cursor=" + cursor).at("/code")).isEqualTo("invalid_request");
    }

    @Test
    void aCursorOfAnotherLifeOfTheServerMeansMergeAgain() throws SQLException {
        RunningApi api = RunningApi.start("127.0.0.1:1");
        try {
            Client bob = Client.newUser(api, "desk");
            bob.upload("/kept", new byte[] {1});
            String cursor = bob.get("/sync/cursor").at("/cursor");
            try (Connection connection = DriverManager.getConnection(api.jdbcUrl());
                    Statement statement = connection.createStatement()) {
                statement.execute("UPDATE server_incarnation SET incarnation = gen_random_uuid()");
            }
            Reply reply = bob.get("/sync/delta?cursor=" + cursor);
            assertThat(reply.json().at("/reset").asBoolean()).isTrue();
            assertThat(actions(reply)).containsExactly("created /kept");
        } finally {
            api.stop();
        }
    }

    /** What clients never see must not keep them asking. */
    @Test
    void aPurgeIsPassedWithoutAChange() throws SQLException {
        ada.upload("/kept", new byte[] {1});
        String cursor = ada.get("/sync/cursor").at("/cursor");
        try (Connection connection =
                        DriverManager.getConnection(RunningApi.shared().jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("WITH moved AS (UPDATE namespace SET head_seq = head_seq + 1 WHERE id = '"
                    + ada.get("/account").at("/namespace_id")
                    + "' RETURNING id, head_seq) INSERT INTO journal (namespace_id, seq, action, entry_id, type, path, occurred_at)"
                    + " SELECT id, head_seq, 'purged', gen_random_uuid(), 'F', '/purged', now() FROM moved");
        }
        Reply page = ada.get("/sync/delta?cursor=" + cursor);
        assertThat(page.json().at("/changes").size()).isZero();
        assertThat(page.at("/next_cursor"))
                .isNotEqualTo(cursor)
                .isEqualTo(ada.get("/sync/cursor").at("/cursor"));
    }

    @Test
    void childrenArePagedByNameWhateverTheCase() {
        ada.upload("/Beta", new byte[] {1});
        ada.upload("/alpha", new byte[] {1});
        ada.upload("/gamma", new byte[] {1});
        Reply first = ada.get("/folders/root/children?limit=2");
        assertThat(first.at("/items/0/name") + first.at("/items/1/name")).isEqualTo("alphaBeta");
        Reply second = ada.get("/folders/root/children?limit=2&cursor=" + first.at("/next_cursor"));
        assertThat(second.at("/items/0/name")).isEqualTo("gamma");
        assertThat(second.json().at("/has_more").asBoolean()).isFalse();
        assertThat(ada.get("/files/by-path?path=/ALPHA").at("/name")).isEqualTo("alpha");
    }

    private static List<String> actions(Reply page) {
        List<String> actions = new ArrayList<>();
        for (JsonNode change : page.json().at("/changes")) {
            actions.add(
                    change.get("action").asString() + " " + change.get("path").asString());
        }
        return actions;
    }
}
