package io.holdfast.ingest.audit;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import io.holdfast.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class AuditIT {
    private static final String PASSWORD = "a secret of audit tests";

    private final Client anonymous = Client.anonymous(RunningApi.shared())
            .with("User-Agent", "audit-test/1")
            .with("X-Forwarded-For", "6.6.6.6");

    @Test
    void everyActOnAnAccountIsRecordedWithWhereItCameFrom() {
        String email = "audited@example.org";
        anonymous.post("/auth/register", Map.of("email", email, "password", PASSWORD));
        login(email, "not the password");
        Reply phone = login(email, PASSWORD);
        Reply stolen = login(email, PASSWORD);
        Reply laptop = login(email, PASSWORD);
        as(laptop).delete("/devices/" + phone.at("/device_id"));
        Reply second = refresh(stolen);
        refresh(second);
        assertThat(refresh(stolen).status()).isEqualTo(401);
        Reply bye = login(email, PASSWORD);
        anonymous.post("/auth/logout", Map.of("refresh_token", bye.at("/refresh_token")));
        anonymous.post("/auth/logout", Map.of("refresh_token", bye.at("/refresh_token")));

        List<JsonNode> records = records(as(laptop).get("/account/audit"));
        assertThat(records.stream()
                        .map(r ->
                                r.get("act").asString() + " " + r.get("outcome").asString()))
                .containsExactly(
                        "logout done",
                        "login done",
                        "refresh_reused refused",
                        "device_revoked done",
                        "login done",
                        "login done",
                        "login done",
                        "login refused",
                        "register done");
        assertThat(records).allSatisfy(record -> {
            assertThat(record.get("address").asString()).isEqualTo("127.0.0.1");
            assertThat(record.get("user_agent").asString()).isEqualTo("audit-test/1");
            assertThat(record.get("at").asString()).startsWith("20");
        });
        assertThat(records.get(3).get("object").asString()).isEqualTo("device:" + phone.at("/device_id"));
        assertThat(records.get(3).get("device_id").asString()).isEqualTo(laptop.at("/device_id"));
    }

    @Test
    void ofOthersThereIsNothingAndPagesGoOn() {
        Client ada = Client.newUser(RunningApi.shared(), "laptop");
        Reply first = ada.get("/account/audit?limit=1");
        assertThat(records(first)).hasSize(1);
        List<JsonNode> rest = records(ada.get("/account/audit?cursor=" + first.at("/next_cursor")));
        assertThat(rest).hasSize(1);
        assertThat(rest.get(0).get("act").asString()).isEqualTo("register");
        assertThat(ada.get("/account/audit?cursor=eA").at("/field")).isEqualTo("cursor");
    }

    @Test
    void noSecretAndNoUnknownAddressIsEverInIt() throws Exception {
        anonymous.post("/auth/register", Map.of("email", "secrets@example.org", "password", PASSWORD));
        Reply tokens = login("secrets@example.org", PASSWORD);
        login("oops-my-password@nowhere", "another secret");
        login("secrets@example.org", "another secret");
        refresh(tokens);
        List<String> rows = rows();
        assertThat(rows).anySatisfy(row -> assertThat(row).contains("unknown address"));
        assertThat(rows).anySatisfy(row -> assertThat(row).contains("settings", "LimitSettings"));
        assertThat(String.join("\n", rows))
                .doesNotContain(
                        PASSWORD,
                        "another secret",
                        "oops-my-password",
                        tokens.at("/access_token"),
                        tokens.at("/refresh_token"));
    }

    private Reply login(String email, String password) {
        return anonymous.post("/auth/login", Map.of("email", email, "password", password));
    }

    private Reply refresh(Reply tokens) {
        return anonymous.post("/auth/refresh", Map.of("refresh_token", tokens.at("/refresh_token")));
    }

    private Client as(Reply tokens) {
        return anonymous.with("Authorization", "Bearer " + tokens.at("/access_token"));
    }

    private static List<JsonNode> records(Reply page) {
        assertThat(page.status()).as("%s", page).isEqualTo(200);
        List<JsonNode> records = new ArrayList<>();
        page.json().get("items").forEach(records::add);
        return records;
    }

    private static List<String> rows() throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(RunningApi.shared().jdbcUrl(), PostgresServer.USER, "");
                ResultSet found = connection.createStatement().executeQuery("SELECT audit::text FROM audit")) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }
}
