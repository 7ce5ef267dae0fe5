package io.holdfast.gc;

import io.holdfast.core.block.ObjectName;
import io.holdfast.core.gc.Profile;
import io.holdfast.lakehouse.table.LakeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole way with nothing replaced: real PostgreSQL, a real S3 server, the service over HTTP, and batch runs in JVMs of their own. The
 * whole way with files is that of the system test.
 */
class MaintenanceIT {
    @Test
    void freesWhatNothingRefersToAndNothingElse() throws Exception {
        try (Site site = Site.inBucket(Profile.REHEARSAL)) {
            List<UUID> doomed = new ArrayList<>();
            for (int file = 0; file < 6; file++) {
                UUID entry = site.commit("folder/file-" + file, 100 + file, 200 + file, 7);
                if (file % 2 == 0) {
                    doomed.add(entry);
                }
            }
            site.log().catchUp();
            try (Service service = new Service(site)) {
                doomed.forEach(site::delete);

                JsonNode retention = service.run("retention", "");
                assertThat(retention.path("state").asString())
                        .as(retention.toString())
                        .isEqualTo("succeeded");
                assertThat(retention.path("figures").path("purged_versions").asLong())
                        .isEqualTo(3);
                Set<ObjectName> before = site.objects();

                long gc = service.start("gc", "");
                service.await(gc, run -> run.path("phase").asString().equals("waiting for the lake"));
                assertThat(site.blocksIn("C")).isEqualTo(6);
                site.commit("comes back", 100, 300);
                site.log().catchUp();
                JsonNode collected =
                        service.await(gc, run -> !run.path("state").asString().equals("running"));

                assertThat(collected.path("state").asString())
                        .as(collected.toString())
                        .isEqualTo("succeeded");
                JsonNode figures = collected.path("figures");
                assertThat(figures.path("condemned").asLong()).isEqualTo(6);
                assertThat(figures.path("deleted_rows").asLong()).isEqualTo(5);
                assertThat(figures.path("deleted_objects").asLong()).isEqualTo(5);
                assertThat(site.objects()).as("what is in the bucket").isEqualTo(site.referenced());
                assertThat(Files.exists(site.folder().resolve("blocks"))).isFalse();
                assertThat(site.blocksIn("L")).isEqualTo(site.objects().size());
                for (ObjectName name : site.referenced()) {
                    assertThat(site.store().get(name).hash()).isEqualTo(name.block());
                }
                assertThat(proved(site)).isEqualTo(missingFrom(before, site.objects()));
                assertThat(count(site, LakeTable.GC_RUNS)).isEqualTo(1);
            }
        }
    }

    private static Set<Long> missingFrom(Set<ObjectName> before, Set<ObjectName> after) {
        Set<Long> gone = new HashSet<>();
        before.stream().filter(name -> !after.contains(name)).forEach(name -> gone.add(name.generation()));
        return gone;
    }

    private static Set<Long> proved(Site site) throws IOException {
        Set<Long> generations = new HashSet<>();
        try (CloseableIterable<Record> rows = IcebergGenerics.read(
                        site.log().lake().load(LakeTable.GC_DELETIONS))
                .build()) {
            rows.forEach(row -> generations.add((Long) row.getField("gen")));
        }
        return generations;
    }

    private static long count(Site site, LakeTable table) throws IOException {
        long count = 0;
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(site.log().lake().load(table)).build()) {
            for (Record ignored : rows) {
                count++;
            }
        }
        return count;
    }
}
