package io.holdfast.gc;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredPack;
import io.holdfast.core.gc.Profile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Packs on a real S3 server, which are written whole: what the collector and the rebuilding make of them. No batch run is started here. */
class PacksInBucketIT {
    @Test
    void aPackOfOrphansIsFreedAndOneThatIsNeededGivesItsRowsBack() throws Exception {
        try (Site site = Site.inBucket(Profile.REHEARSAL).packing();
                Service service = new Service(site)) {
            site.commit("kept", 1, 2, 3);
            List<StoredPack> needed = site.packs().list();
            assertThat(needed).hasSize(1).allMatch(StoredPack::sealed);
            Map<ObjectName, BlockBytes> orphans = new HashMap<>();
            for (int block = 50; block < 54; block++) {
                orphans.put(new ObjectName(Site.block(block), 4700 + block), Site.bytes(block));
            }
            site.store().putAll(orphans);
            assertThat(site.packs().list()).hasSize(2);
            Set<Location> places = site.places();
            lose(site);

            JsonNode rebuilt = service.run("rebuild", "");
            assertThat(rebuilt.path("state").asString()).as("%s", rebuilt).isEqualTo("succeeded");
            assertThat(figure(rebuilt, "adopted_blocks")).isEqualTo(3);
            assertThat(site.places()).as("no slice was stored once more").isEqualTo(places);

            JsonNode collected = service.run("gc", "");
            assertThat(collected.path("state").asString()).as("%s", collected).isEqualTo("succeeded");
            assertThat(figure(collected, "orphans")).isEqualTo(4);
            assertThat(figure(collected, "deleted_objects")).isEqualTo(4);
            assertThat(figure(collected, "freed_bytes")).isPositive();
            assertThat(site.packs().list()).isEqualTo(needed);
            assertThat(site.objects()).isEqualTo(site.referenced()).hasSize(3);
            for (Location place : site.places()) {
                assertThat(place.packed()).isTrue();
                assertThat(site.store().get(place).hash())
                        .isEqualTo(place.name().block());
            }
        }
    }

    private static long figure(JsonNode run, String name) {
        return run.path("figures").path(name).asLong(-1);
    }

    /** As no act of ours does it: the guards of PostgreSQL are off. */
    private static void lose(Site site) {
        site.database().transactions().run("lose rows", () -> {
            site.database().template().execute("SET LOCAL session_replication_role = replica");
            site.database().template().execute("DELETE FROM block");
        });
    }
}
