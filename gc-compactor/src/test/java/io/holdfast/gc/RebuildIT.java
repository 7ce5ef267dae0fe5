package io.holdfast.gc;

import io.holdfast.core.block.ObjectName;
import io.holdfast.core.gc.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Rows out of the store: real PostgreSQL, real objects, the service over HTTP. */
class RebuildIT {
    @Test
    void rowsComeBackFromWhatVerifiesAndTheCollectorTakesNoneOfThem() throws Exception {
        try (Site site = Site.create(Profile.REHEARSAL);
                Service service = new Service(site)) {
            site.commit("a", 1, 2, 3);
            site.commit("b", 3, 4);
            ObjectName orphan = new ObjectName(Site.block(50), 4711);
            site.store().put(orphan, Site.bytes(50));
            ObjectName uploading = site.publishUnfinished(52);
            List<String> rows = rows(site);
            List<String> references = references(site);
            Set<ObjectName> needed = site.referenced();
            lose(site, "TRUNCATE block CASCADE", "TRUNCATE object");

            JsonNode dry = service.run("rebuild", "{\"dry_run\":true}");
            assertThat(dry.path("state").asString()).as("%s", dry).isEqualTo("succeeded");
            assertThat(figure(dry, "objects")).isEqualTo(6);
            assertThat(figure(dry, "adoptable_blocks")).isEqualTo(4);
            assertThat(figure(dry, "unwanted_objects")).isEqualTo(1);
            assertThat(figure(dry, "uploading_objects")).isEqualTo(1);
            assertThat(figure(dry, "references_missing")).isEqualTo(5);
            assertThat(rows(site)).as("nothing was written").isEmpty();

            JsonNode done = service.run("rebuild", "");
            assertThat(done.path("state").asString()).as("%s", done).isEqualTo("succeeded");
            assertThat(figure(done, "adopted_blocks")).isEqualTo(4);
            assertThat(figure(done, "references_restored")).isEqualTo(5);
            assertThat(figure(done, "lost_blocks")).isZero();
            assertThat(rows(site)).isEqualTo(rows);
            assertThat(references(site)).isEqualTo(references);
            assertThat(figure(service.run("rebuild", ""), "adopted_blocks"))
                    .as("again")
                    .isZero();

            JsonNode collected = service.run("gc", "");
            assertThat(collected.path("state").asString()).as("%s", collected).isEqualTo("succeeded");
            assertThat(site.objects())
                    .as("all but the orphan")
                    .containsAll(needed)
                    .contains(uploading)
                    .hasSize(5);
            for (ObjectName name : needed) {
                assertThat(site.store().get(name).hash()).isEqualTo(name.block());
            }
        }
    }

    @Test
    void whatDoesNotVerifyIsNotAdoptedAndNamed() throws Exception {
        try (Site site = Site.create(Profile.REHEARSAL);
                Service service = new Service(site)) {
            site.commit("a", 1, 2);
            ObjectName damaged = site.referenced().stream()
                    .filter(name -> name.block().equals(Site.block(2)))
                    .findFirst()
                    .orElseThrow();
            flip(site, damaged);
            lose(site, "DELETE FROM block");

            JsonNode done = service.run("rebuild", "");
            assertThat(done.path("state").asString()).as("%s", done).isEqualTo("failed");
            assertThat(done.path("problem").asString())
                    .contains(
                            "1 blocks",
                            "bring the objects back",
                            damaged.block().hex());
            assertThat(figure(done, "damaged_objects")).isEqualTo(1);
            assertThat(figure(done, "adopted_blocks")).isEqualTo(1);
            assertThat(site.blocksIn("L")).isEqualTo(1);

            site.store().put(new ObjectName(damaged.block(), 4712), Site.bytes(2)); // from a backup
            JsonNode mended = service.run("rebuild", "");
            assertThat(mended.path("state").asString()).as("%s", mended).isEqualTo("succeeded");
            assertThat(site.referenced()).contains(new ObjectName(damaged.block(), 4712));
        }
    }

    private static long figure(JsonNode run, String name) {
        return run.path("figures").path(name).asLong(-1);
    }

    /** As no act of ours does it: the guards of PostgreSQL are off. */
    private static void lose(Site site, String... statements) {
        site.database().transactions().run("lose rows", () -> {
            site.database().template().execute("SET LOCAL session_replication_role = replica");
            for (String statement : statements) {
                site.database().template().execute(statement);
            }
        });
    }

    private static List<String> rows(Site site) {
        return site.database().client().sql("""
                        SELECT encode(b.hash, 'hex') || ' ' || b.gen || ' ' || b.state || ' ' || b.size || ' ' || b.stored_size
                               || ' ' || b.object_gen || ' ' || b."offset" || ' ' || o.kind || ' ' || o.size
                          FROM block b JOIN object o ON o.gen = b.object_gen ORDER BY 1
                        """).query(String.class).list();
    }

    private static List<String> references(Site site) {
        return site.database()
                .client()
                .sql("SELECT encode(hash, 'hex') || version_id FROM block_ref ORDER BY 1")
                .query(String.class)
                .list();
    }

    private static void flip(Site site, ObjectName name) throws IOException {
        try (Stream<Path> files = Files.walk(site.folder().resolve("blocks"))) {
            for (Path file : files.filter(path -> path.getFileName().toString().equals(name.toString()))
                    .collect(Collectors.toList())) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        }
    }
}
