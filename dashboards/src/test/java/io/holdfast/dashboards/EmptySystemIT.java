package io.holdfast.dashboards;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The first minute of a new installation: no schema, no table, no maintenance process, and not one error. */
class EmptySystemIT {
    @Test
    void everyQuestionHasAnEmptyAnswer(@TempDir Path folder) throws Exception {
        try (SeededSystem system = SeededSystem.empty(folder)) {
            JsonNode storage = system.json("/api/v1/analytics/storage");
            assertThat(storage.get("items").isEmpty()).isTrue();
            assertThat(storage.has("latest")).isFalse();

            JsonNode dedup = system.json("/api/v1/analytics/dedup");
            assertThat(dedup.get("live").has("totals")).isFalse();
            assertThat(dedup.get("live").get("points").isEmpty()).isTrue();
            assertThat(dedup.get("hours").isEmpty()).isTrue();
            assertThat(dedup.has("exact") || dedup.has("difference")).isFalse();

            for (String job : new String[] {"jobs", "gc", "retention", "scrub"}) {
                JsonNode runs = system.json("/api/v1/analytics/" + job);
                assertThat(runs.get("items").isEmpty()).isTrue();
                assertThat(runs.get("available").asBoolean()).isFalse();
            }
            assertThat(system.json("/api/v1/analytics/parts")
                            .get("items")
                            .valueStream()
                            .map(part -> part.get("state").asString()))
                    .containsExactly("waiting", "waiting", "off");
            assertThat(system.json("/actuator/health").get("status").asString()).isEqualTo("UP");
        }
    }
}
