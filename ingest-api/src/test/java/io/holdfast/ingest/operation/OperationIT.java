package io.holdfast.ingest.operation;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class OperationIT {
    private final Client anybody = Client.anonymous(RunningApi.shared());

    @Test
    void withoutKafkaItIsReadyAndSaysThatTheRelayWaits() {
        assertThat(anybody.get("/actuator/health/readiness").status()).isEqualTo(200);
        Reply health = anybody.get("/actuator/health");
        assertThat(health.status()).as("%s", health).isEqualTo(200);
        assertThat(health.at("/components/db/status")).isEqualTo("UP");
        assertThat(health.at("/components/blocks/status")).isEqualTo("UP");
        assertThat(health.at("/components/relay/details/state")).isIn("starting", "waiting_for_kafka");
    }

    @Test
    void metricsAreThere() {
        Client.newUser(RunningApi.shared(), "laptop").upload("/m", new byte[] {9, 9, 9});
        assertThat(anybody.get("/actuator/prometheus").text())
                .contains("holdfast_upload_bytes_total", "holdfast_relay_lag", "holdfast_commit_seconds", "hikaricp");
    }

    /** This server has no dashboards to ask: whoever is let through learns that. */
    @Test
    void figuresOfTheWholeServerNeedTheAdminRole() {
        Client ada = Client.newUser(RunningApi.shared(), "laptop");
        UUID account = UUID.fromString(ada.get("/account").at("/user_id"));
        Reply refused = ada.get("/analytics/storage");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.at("/code")).isEqualTo("forbidden");
        assertThat(refused.at("/detail")).contains("admin role");
        RunningApi.shared().sql("UPDATE account SET role = 'admin' WHERE id = ?", account);
        assertThat(ada.get("/analytics/storage").at("/code")).isEqualTo("unavailable");
        assertThat(ada.get("/account").at("/role")).isEqualTo("admin");
        RunningApi.shared().sql("UPDATE account SET role = 'user' WHERE id = ?", account);
        assertThat(ada.get("/analytics/jobs").status())
                .as("with the same token")
                .isEqualTo(403);
        assertThat(anybody.get("/analytics/storage").status()).isEqualTo(401);
    }

    @Test
    void theServerDescribesItself() {
        JsonNode api = anybody.get("/v3/api-docs").json();
        assertThat(api.get("openapi").asString()).startsWith("3.1");
        assertThat(List.copyOf(api.get("paths").propertyNames()))
                .contains(
                        "/api/v1/auth/login",
                        "/api/v1/files/upload",
                        "/api/v1/files/upload/initiate",
                        "/api/v1/uploads/{id}/blocks/{hash}",
                        "/api/v1/uploads/{id}/commit",
                        "/api/v1/files/{id}/download",
                        "/api/v1/sync/delta");
        assertThat(api.at("/components/schemas/Initiate/properties").has("file_size"))
                .as("%s", api.at("/components/schemas/Initiate"))
                .isTrue();
        assertThat(anybody.get("/swagger-ui/index.html").status()).isEqualTo(200);
    }
}
