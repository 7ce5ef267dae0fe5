package io.holdfast.gc;

import io.holdfast.blockstore.opening.BlockStores;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.gc.Profile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Scrub and reconcile from the admin port to the batch runs and back. */
class CheckIT {
    @Test
    void aLostObjectFailsTheRunsAndWhatIsGoodIsNoted() throws Exception {
        try (Site site = Site.create(Profile.REHEARSAL)) {
            site.commit("file", 1, 2);
            site.packing().commit("packed", 3);
            ObjectName lost = site.objects().stream()
                    .filter(name -> name.block().equals(Site.block(2)))
                    .findFirst()
                    .orElseThrow();
            BlockStores.reaper(site.settings().blocks()).delete(lost);
            try (Service service = new Service(site)) {
                JsonNode scrub = service.run("scrub", "");
                assertThat(scrub.path("state").asString()).as(scrub.toString()).isEqualTo("failed");
                assertThat(scrub.path("problem").asString()).contains("1 of 3 blocks are bad", "missing " + lost);
                JsonNode figures = scrub.path("figures");
                assertThat(figures.path("checked").asLong()).isEqualTo(3);
                assertThat(figures.path("ok").asLong()).isEqualTo(2);
                assertThat(figures.path("never_verified").asLong()).isEqualTo(1);
                assertThat(figures.path("mb_per_s").isNumber()).isTrue();
                assertThat(verified(site)).isEqualTo(2);

                JsonNode reconcile = service.run("reconcile", "");
                assertThat(reconcile.path("state").asString())
                        .as(reconcile.toString())
                        .isEqualTo("failed");
                assertThat(reconcile.path("problem").asString()).contains("referenced_without_object " + lost.block());
                assertThat(reconcile.path("figures").path("consistent").asLong())
                        .isEqualTo(2);
                assertThat(site.blocksIn("L")).isEqualTo(3);
            }
        }
    }

    private static long verified(Site site) {
        return site.database()
                .client()
                .sql("SELECT count(*) FROM block WHERE last_verified IS NOT NULL")
                .query(Long.class)
                .single();
    }
}
