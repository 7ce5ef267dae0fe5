package io.holdfast.gc;

import io.holdfast.blockstore.opening.BlockStoreSettings;
import io.holdfast.blockstore.opening.BlockStores;
import io.holdfast.blockstore.opening.OpenStore;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.DirectPut;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.config.Settings;
import io.holdfast.core.gc.Profile;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Objects that clients put into the bucket themselves, among frames. */
class BareObjectIT {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void areKeptSweptAndRebuiltFromAsFramesAre() throws Exception {
        try (Site site = Site.inBucket(Profile.REHEARSAL);
                OpenStore direct = direct(site);
                Service service = new Service(site)) {
            site.commit("kept", 1, 2);
            ObjectName kept = site.referenced().stream()
                    .filter(name -> name.block().equals(Site.block(2)))
                    .findFirst()
                    .orElseThrow();
            bare(site, direct, kept, 2);
            bare(site, direct, new ObjectName(Site.block(50), 4711), 50);
            bare(site, direct, site.publishUnfinished(52), 52);

            JsonNode first = service.run("gc", "");
            assertThat(first.path("state").asString()).as("%s", first).isEqualTo("succeeded");
            assertThat(first.path("figures").path("orphans").asLong()).isEqualTo(1);
            assertThat(site.objects()).as("an open upload's stays").hasSize(3).containsAll(site.referenced());

            site.giveUploadsUp();
            JsonNode second = service.run("gc", "");
            assertThat(second.path("figures").path("deleted_objects").asLong())
                    .as("%s", second)
                    .isEqualTo(1);
            assertThat(site.objects()).isEqualTo(site.referenced()).contains(kept);

            site.database().transactions().run("lose rows", () -> {
                site.database().template().execute("SET LOCAL session_replication_role = replica");
                site.database().template().execute("TRUNCATE block CASCADE");
                site.database().template().execute("TRUNCATE object");
            });
            JsonNode rebuilt = service.run("rebuild", "");
            assertThat(rebuilt.path("figures").path("adopted_blocks").asLong())
                    .as("%s", rebuilt)
                    .isEqualTo(2);
            assertThat(site.referenced()).isEqualTo(site.objects());
            assertThat(site.places())
                    .filteredOn(place -> place.name().equals(kept))
                    .allSatisfy(place -> assertThat(place.storedBytes())
                            .as("without a frame")
                            .isEqualTo(Site.bytes(2).sizeBytes()));
        }
    }

    private static OpenStore direct(Site site) {
        Map<String, String> values = new HashMap<>(site.settings().blocks().values());
        values.put("blocks.s3.direct-upload", "true");
        return BlockStores.open(BlockStoreSettings.of(new Settings(values)));
    }

    /** Puts the block there as a client does, in place of what is there. */
    private static void bare(Site site, OpenStore direct, ObjectName name, int block) throws Exception {
        BlockStores.reaper(site.settings().blocks()).delete(name);
        BlockBytes bytes = Site.bytes(block);
        DirectPut offer = direct.direct().orElseThrow().offer(name, bytes.sizeBytes(), Duration.ofMinutes(1));
        byte[] body = new byte[bytes.sizeBytes()];
        bytes.buffer().get(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(offer.url()).PUT(BodyPublishers.ofByteArray(body));
        offer.headers().forEach((header, value) -> {
            if (!header.equals("content-length")) {
                request.header(header, value);
            }
        });
        assertThat(HTTP.send(request.build(), BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
    }
}
