package io.holdfast.gc;

import io.holdfast.blockstore.opening.BlockStoreSettings;
import io.holdfast.core.config.Settings;
import io.holdfast.gc.run.JobName;
import io.holdfast.gc.run.Timers.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MaintenanceSettingsTest {
    @Test
    void theDefaultProfileRunsEverythingByItselfAndWaitsByTheBook() {
        MaintenanceSettings settings = of(Map.of());
        assertThat(settings.timers())
                .containsOnlyKeys(JobName.GC, JobName.RETENTION, JobName.ROLLUPS, JobName.UPKEEP)
                .containsEntry(JobName.ROLLUPS, new Timer(Duration.ofMinutes(2), Duration.ofHours(1)));
        assertThat(settings.gc().window().quarantine()).isEqualTo(Duration.ofDays(14));
        assertThat(settings.gc().fenceWait()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.retention().trashAge()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.retention().keepLast()).isEqualTo(50);
        assertThat(settings.batch().heap()).isEqualTo("1g");
    }

    @Test
    void theRehearsalProfileWaitsForNothingAndStartsNothing() {
        MaintenanceSettings settings = of(Map.of("gc.profile", "rehearsal"));
        assertThat(settings.timers()).isEmpty();
        assertThat(settings.gc().window().quarantine()).isZero();
        assertThat(settings.retention().trashAge()).isZero();
        assertThat(settings.retention().keepLast()).isEqualTo(50);
    }

    @Test
    void everyKeyIsMapped() {
        MaintenanceSettings settings = of(Map.ofEntries(
                Map.entry("server.port", "8099"),
                Map.entry("server.address", "127.0.0.2"),
                Map.entry("gc.fence-wait", "5s"),
                Map.entry("gc.min-age", "25h"),
                Map.entry("gc.condemned-for", "26h"),
                Map.entry("gc.quarantined-for", "30d"),
                Map.entry("gc.restore-window", "20d"),
                Map.entry("gc.session-max", "23h"),
                Map.entry("gc.orphan-age", "8d"),
                Map.entry("gc.interval", "12h"),
                Map.entry("gc.first-after", "1m"),
                Map.entry("retention.keep-last", "7"),
                Map.entry("retention.max-age", "90d"),
                Map.entry("retention.thinning", "false"),
                Map.entry("retention.trash-age", "3d"),
                Map.entry("retention.interval", "0s"),
                Map.entry("rollups.interval", "10m"),
                Map.entry("upkeep.interval", "0s"),
                Map.entry("gc.repack-garbage-percent", "30"),
                Map.entry("scrub.max-blocks", "500"),
                Map.entry("batch.heap", "2g"),
                Map.entry("batch.class-archives", "/data/run/classes"),
                Map.entry("batch.master", "local[*]"),
                Map.entry("batch.deadline", "10m")));
        assertThat(settings.http().port()).isEqualTo(8099);
        assertThat(settings.gc().window().minAge()).isEqualTo(Duration.ofHours(25));
        assertThat(settings.gc().window().restoreWindow()).isEqualTo(Duration.ofDays(20));
        assertThat(settings.gc().repack().garbagePercent()).isEqualTo(30);
        assertThat(settings.timers())
                .containsOnlyKeys(JobName.GC, JobName.ROLLUPS)
                .containsEntry(JobName.GC, new Timer(Duration.ofMinutes(1), Duration.ofHours(12)));
        assertThat(settings.blocks()).isEqualTo(BlockStoreSettings.local(Path.of("/data/blocks")));
        assertThat(settings.batch().archives()).contains(Path.of("/data/run/classes"));
        assertThat(settings.batch().deadline()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.batch().settings())
                .containsEntry("batch.master", "local[*]")
                .containsEntry("blocks.dir", "/data/blocks")
                .containsEntry("blocks.keystore", "/data/keys/blocks.keystore")
                .containsEntry("scrub.max-blocks", "500")
                .containsEntry("retention.keep-last", "7")
                .containsEntry("retention.trash-age", "PT72H");
    }

    @Test
    void refusesUnknownKeysShortTokensAndUnsafeTimes() {
        assertThatThrownBy(() -> of(Map.of("gc.fence-weight", "5s")))
                .hasMessageContaining("unknown settings: gc.fence-weight");
        assertThatThrownBy(() -> of(Map.of("maintenance.token", "short"))).hasMessageContaining("at least 16");
        assertThatThrownBy(() -> of(Map.of("gc.quarantined-for", "13d"))).hasMessageContaining("quarantine is");
        assertThatThrownBy(() -> of(Map.of("gc.min-age", "1h"))).hasMessageContaining("minimum age is");
    }

    @Test
    void doesNotShowItsSecrets() {
        assertThat(of(Map.of()).toString()).doesNotContain("secret", "a-token-of-16-chars");
    }

    private static MaintenanceSettings of(Map<String, String> more) {
        Map<String, String> values = new HashMap<>();
        values.put("gc.profile", "default");
        for (String prefix : new String[] {"database", "lake"}) {
            values.put(prefix + (prefix.equals("lake") ? ".uri" : ".url"), "jdbc:postgresql://localhost/" + prefix);
            values.put(prefix + ".user", "holdfast");
            values.put(prefix + ".password", "secret");
        }
        values.put("lake.warehouse", "file:///data/lake");
        values.put("blocks.dir", "/data/blocks");
        values.put("batch.java", "/usr/bin/java");
        values.put("batch.class-path", "lib/batch-jobs.jar");
        values.put("batch.tmp-dir", "/tmp/batch");
        values.put("maintenance.token", "a-token-of-16-chars");
        values.putAll(more);
        return MaintenanceSettings.of(new Settings(values));
    }
}
