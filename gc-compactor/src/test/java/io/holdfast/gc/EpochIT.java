package io.holdfast.gc;

import io.holdfast.blockstore.local.LocalObjectReaper;
import io.holdfast.blockstore.opening.BlockStores;
import io.holdfast.blockstore.opening.OpenStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredPack;
import io.holdfast.core.gc.Profile;
import io.holdfast.lakehouse.table.LakeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What an epoch does before and beside its mark: stops, forecasts, undoes, resumes. No batch run is started here. */
class EpochIT {
    @Test
    void stopsWithNothingDeletedWhenTheLakeLagsAndCanBeUndone() throws Exception {
        try (Site site = Site.create(Profile.REHEARSAL).with("gc.fence-wait", "1s")) {
            UUID entry = site.commit("a", 1, 2);
            site.commit("b", 2, 3);
            site.log().catchUp();
            site.purge(entry);
            Set<ObjectName> before = site.objects();
            try (Service service = new Service(site)) {
                JsonNode run = service.run("gc", "");

                assertThat(run.path("state").asString()).isEqualTo("refused");
                assertThat(run.path("problem").asString()).contains("did not reach the fence");
                assertThat(site.objects()).isEqualTo(before);
                assertThat(site.blocksIn("C")).isEqualTo(1);

                long epoch = run.path("figures").path("epoch").asLong();
                String undone = service.call("POST", "/api/v1/epochs/" + epoch + "/undelete", "", Service.TOKEN)
                        .body();
                assertThat(undone).isEqualTo("{\"revived\":1}");
                assertThat(site.blocksIn("C")).isZero();
                assertThat(site.blocksIn("L")).isEqualTo(3);
            }
        }
    }

    @Test
    void deletesOrphansAndWhatACrashLeftButNothingThatAnUploadStillHolds() throws Exception {
        try (Site site = Site.create(Profile.REHEARSAL)) {
            site.commit("kept", 1, 2);
            ObjectName orphan = new ObjectName(Site.block(50), 4711);
            site.store().put(orphan, Site.bytes(50));
            ObjectName permitted = new ObjectName(Site.block(51), 4712);
            site.store().put(permitted, Site.bytes(51));
            permit(site, permitted);
            ObjectName uploading = site.publishUnfinished(52);
            try (Service service = new Service(site)) {
                JsonNode first = service.run("gc", "");

                assertThat(first.path("state").asString()).as(first.toString()).isEqualTo("succeeded");
                assertThat(site.objects()).doesNotContain(orphan, permitted).contains(uploading);
                assertThat(site.objects()).containsAll(site.referenced()).hasSize(3);
                assertThat(first.path("figures").path("orphans").asLong()).isEqualTo(1);
                assertThat(first.path("figures").path("deleted_objects").asLong())
                        .isEqualTo(2);
                assertThat(proofs(site)).isEqualTo(2);

                permit(site, permitted); // the deletion is delivered again: it was done, so nothing happens
                JsonNode second = service.run("gc", "");
                assertThat(second.path("figures").path("deleted_objects").asLong())
                        .isZero();
                assertThat(proofs(site)).isEqualTo(2);
            }
        }
    }

    @Test
    void sealsAndFreesAnOpenPackOnceNothingInItIsNeededAndTheStoreGoesOn() throws Exception {
        try (Site site = Site.create(Profile.REHEARSAL).packing()) {
            ObjectName orphan = new ObjectName(Site.block(50), 4711);
            site.store().put(orphan, Site.bytes(50));
            ObjectName uploading = site.publishUnfinished(52);
            try (Service service = new Service(site)) {
                JsonNode first = service.run("gc", "");
                assertThat(first.path("state").asString()).as(first.toString()).isEqualTo("succeeded");
                assertThat(first.path("figures").path("orphans").asLong()).isEqualTo(1);
                assertThat(first.path("figures").path("deleted_objects").asLong())
                        .as("the slice of an open upload keeps the pack")
                        .isZero();
                assertThat(site.objects()).containsExactlyInAnyOrder(orphan, uploading);
                assertThat(site.packs().list()).hasSize(1).noneMatch(StoredPack::sealed);

                site.giveUploadsUp();
                JsonNode second = service.run("gc", "");
                assertThat(second.path("figures").path("deleted_objects").asLong())
                        .as(second.toString())
                        .isEqualTo(2);
                assertThat(second.path("figures").path("freed_bytes").asLong()).isPositive();
                assertThat(site.objects()).isEmpty();
                assertThat(site.packs().list()).isEmpty();
                assertThat(proofs(site)).isEqualTo(2);

                site.commit("kept", 1, 2);
                assertThat(service.run("gc", "").path("state").asString()).isEqualTo("succeeded");
                assertThat(site.objects()).isEqualTo(site.referenced());
                for (Location place : site.places()) {
                    assertThat(place.packed()).isTrue();
                    assertThat(site.store().get(place).hash())
                            .isEqualTo(place.name().block());
                }
                assertThat(proofs(site)).isEqualTo(2);
            }
        }
    }

    @Test
    void repacksAPackOfWhichAPartIsDeadAndProvesWhatItDeleted() throws Exception {
        try (Site site = Site.create(Profile.REHEARSAL).packing()) {
            site.commit("kept", 1, 2);
            for (int block = 50; block < 53; block++) {
                site.store().put(new ObjectName(Site.block(block), 4711 + block), Site.bytes(block));
            }
            Set<Location> before = site.places();
            try (Service service = new Service(site)) {
                JsonNode run = service.run("gc", "");
                assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("succeeded");
                JsonNode figures = run.path("figures");
                assertThat(figures.path("repacked_packs").asLong()).isEqualTo(1);
                assertThat(figures.path("copied_slices").asLong()).isEqualTo(2);
                assertThat(figures.path("copied_slices_bytes").asLong())
                        .isEqualTo(site.places().stream()
                                .mapToLong(Location::storedBytes)
                                .sum());
                assertThat(figures.path("deleted_packs").asLong()).isEqualTo(1);
                assertThat(figures.path("deleted_packs_bytes").asLong())
                        .isGreaterThan(figures.path("copied_slices_bytes").asLong());
                assertThat(figures.path("deleted_objects").asLong()).isEqualTo(5);
                assertThat(figures.path("waiting_packs").asLong()).isZero();
                assertThat(site.objects()).isEqualTo(site.referenced());
                assertThat(site.places()).doesNotContainAnyElementsOf(before);
                for (Location place : site.places()) {
                    assertThat(site.store().get(place).hash())
                            .isEqualTo(place.name().block());
                }
                assertThat(proofs(site)).as("three orphans and two old slices").isEqualTo(5);
            }
        }
    }

    @Test
    void aDefaultInstallationBeginsWithADryRunAndStopsWhenAnObjectIsMissing() throws Exception {
        try (Site site = Site.create(Profile.DEFAULT)) {
            UUID entry = site.commit("a", 1, 2);
            site.commit("b", 3);
            site.purge(entry);
            try (Service service = new Service(site)) {
                JsonNode first = service.run("gc", "");
                assertThat(first.path("state").asString()).as(first.toString()).isEqualTo("succeeded");
                assertThat(first.path("figures").path("dry_run").asBoolean()).isTrue();
                assertThat(first.path("figures").path("young").asLong()).isEqualTo(2);
                assertThat(first.path("figures").path("repack_freed_bytes").isNumber())
                        .isTrue();
                assertThat(first.path("figures").path("next_due").asString()).isNotEmpty();
                assertThat(site.blocksIn("L")).isEqualTo(3);

                ObjectName needed = site.referenced().iterator().next();
                LocalObjectReaper.open(site.folder().resolve("blocks")).delete(needed);
                JsonNode second = service.run("gc", "");
                assertThat(second.path("state").asString()).isEqualTo("refused");
                assertThat(second.path("problem").asString()).contains("OBJECT_MISSING");
            }
        }
    }

    @Test
    void answersOnlyThoseWithTheTokenAndRemembersRunsThatWereCutOff() throws Exception {
        try (Site site = Site.create(Profile.REHEARSAL)) {
            site.database()
                    .client()
                    .sql("INSERT INTO job_run (job, state, started_at) VALUES ('gc', 'running', now())")
                    .update();
            try (Service service = new Service(site)) {
                assertThat(service.call("GET", "/api/v1/jobs/runs", "", "wrong").statusCode())
                        .isEqualTo(401);
                assertThat(service.call("GET", "/actuator/health", "", "wrong").statusCode())
                        .isEqualTo(200);
                assertThat(service.call("POST", "/api/v1/jobs/nonsense/runs", "", Service.TOKEN)
                                .statusCode())
                        .isEqualTo(404);
                assertThat(service.call("GET", "/api/v1/jobs/runs?job=gc&limit=5", "", Service.TOKEN)
                                .body())
                        .contains("\"state\":\"failed\"")
                        .contains("stopped during this run");
                adminsAreGrantedAndRevoked(site, service);
                keysAreListedAndRotated(site, service);
            }
        }
    }

    private static void keysAreListedAndRotated(Site site, Service service) throws Exception {
        ObjectName before = site.publishUnfinished(60);
        assertThat(service.call("POST", "/api/v1/keys/rotations", "", "wrong").statusCode())
                .isEqualTo(401);
        assertThat(service.call("GET", "/api/v1/keys", "", Service.TOKEN).body())
                .contains("\"highest_key\":1", site.folder().resolve("keys").toString());
        assertThat(service.call("POST", "/api/v1/keys/rotations", "", Service.TOKEN)
                        .body())
                .contains("\"highest_key\":2", "\"recorded\":true");
        assertThat(site.database()
                        .client()
                        .sql("SELECT detail FROM audit WHERE act = 'keys_rotated' AND outcome = 'done'")
                        .query(String.class)
                        .single())
                .contains("block key 2");
        try (OpenStore after = BlockStores.open(site.settings().blocks())) {
            ObjectName fresh = new ObjectName(Site.block(61), 4713);
            after.put(fresh, Site.bytes(61));
            assertThat(site.store().get(fresh).hash())
                    .as("a process that runs on reads what one stores that was started since")
                    .isEqualTo(fresh.block());
            assertThat(after.get(before).hash()).isEqualTo(before.block());
        }
        Files.delete(site.folder().resolve("keys/blocks.keystore"));
        assertThat(service.call("POST", "/api/v1/keys/rotations", "", Service.TOKEN)
                        .statusCode())
                .isEqualTo(404);
    }

    private static void adminsAreGrantedAndRevoked(Site site, Service service) throws Exception {
        String ada = "/api/v1/admins?email=ADA%2Bhome%40example.org";
        assertThat(service.call("PUT", ada, "", "wrong").statusCode()).isEqualTo(401);
        assertThat(service.call("PUT", ada, "", Service.TOKEN).statusCode()).isEqualTo(404);
        site.database()
                .client()
                .sql(
                        "INSERT INTO account (id, email, email_key, username, password_hash, created_at)"
                                + " VALUES (gen_random_uuid(), 'Ada+home@example.org', 'ada+home@example.org', 'ada', '-', now())")
                .update();
        assertThat(service.call("PUT", ada, "", Service.TOKEN).body()).isEqualTo("{\"changed\":true}");
        assertThat(service.call("PUT", ada, "", Service.TOKEN).body()).isEqualTo("{\"changed\":false}");
        assertThat(service.call("GET", "/api/v1/admins", "", Service.TOKEN).body())
                .contains("\"email\":\"Ada+home@example.org\"");
        assertThat(service.call("PUT", "/api/v1/admins?email=none", "", Service.TOKEN)
                        .statusCode())
                .isEqualTo(400);
        assertThat(service.call("DELETE", ada, "", Service.TOKEN).body()).isEqualTo("{\"changed\":true}");
        assertThat(service.call("GET", "/api/v1/admins", "", Service.TOKEN).body())
                .isEqualTo("{\"items\":[]}");
    }

    private static void permit(Site site, ObjectName name) {
        site.database()
                .client()
                .sql(
                        "INSERT INTO delete_intent (gen, hash, kind, reason, created_at) VALUES (?, ?, 'S', 'swept', now())"
                                + " ON CONFLICT DO NOTHING")
                .param(name.generation())
                .param(name.block().bytes())
                .update();
    }

    private static long proofs(Site site) throws IOException {
        long count = 0;
        try (CloseableIterable<Record> rows = IcebergGenerics.read(
                        site.log().lake().load(LakeTable.GC_DELETIONS))
                .build()) {
            for (Record ignored : rows) {
                count++;
            }
        }
        return count;
    }
}
