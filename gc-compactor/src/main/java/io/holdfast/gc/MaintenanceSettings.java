package io.holdfast.gc;

import io.holdfast.blockstore.opening.BlockStoreSettings;
import io.holdfast.core.config.Settings;
import io.holdfast.core.gc.Profile;
import io.holdfast.gc.batch.BatchJvm;
import io.holdfast.gc.epoch.GcSettings;
import io.holdfast.gc.retention.RetentionSettings;
import io.holdfast.gc.run.JobName;
import io.holdfast.gc.run.Timers.Timer;
import io.holdfast.lakehouse.table.LakeCatalog;
import io.holdfast.metadata.database.DatabaseSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the maintenance service.
 *
 * @param blocks where blocks lie
 * @param timers jobs that run by themselves
 */
public record MaintenanceSettings(
        Http http,
        DatabaseSettings database,
        LakeCatalog lake,
        BlockStoreSettings blocks,
        GcSettings gc,
        RetentionSettings retention,
        BatchJvm batch,
        Map<JobName, Timer> timers) {
    /**
     * The admin API.
     *
     * @param token that its callers must bear
     */
    public record Http(int port, String address, String token) {
        public Http {
            if (token.length() < 16) {
                throw new IllegalArgumentException("maintenance.token must have at least 16 characters");
            }
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Http[" + address + ':' + port + ']';
        }
    }

    private static final Duration NEVER = Duration.ZERO;
    private static final Duration DAILY = Duration.ofHours(24);
    private static final Duration HOURLY = Duration.ofHours(1);

    /** Reads them; a key that nobody asked for stops the start, and so does a waiting time below its floor. */
    public static MaintenanceSettings of(Settings settings) {
        GcSettings gc = GcSettings.of(settings);
        Profile profile = gc.window().profile();
        LakeCatalog lake = LakeCatalog.of(settings);
        RetentionSettings retention = RetentionSettings.of(settings, profile);
        BlockStoreSettings blocks = BlockStoreSettings.of(settings);
        MaintenanceSettings read = new MaintenanceSettings(
                new Http(
                        settings.number("server.port", 0),
                        settings.text("server.address", "127.0.0.1"),
                        settings.text("maintenance.token")),
                new DatabaseSettings(
                        settings.text("database.url"),
                        settings.text("database.user"),
                        settings.text("database.password"),
                        8,
                        "holdfast-maintenance"),
                lake,
                blocks,
                gc,
                retention,
                batch(settings, lake, retention, blocks),
                timers(settings, profile));
        settings.refuseUnknown();
        return read;
    }

    private static BatchJvm batch(
            Settings settings, LakeCatalog lake, RetentionSettings retention, BlockStoreSettings blocks) {
        Map<String, String> values = new HashMap<>(retention.forBatch());
        values.put("lake.uri", lake.uri());
        values.put("lake.user", lake.user());
        values.put("lake.password", lake.password());
        values.put("lake.warehouse", lake.warehouse());
        values.put("database.url", settings.text("database.url"));
        values.put("database.user", settings.text("database.user"));
        values.put("database.password", settings.text("database.password"));
        values.putAll(blocks.values());
        values.put("scrub.max-blocks", Integer.toString(settings.number("scrub.max-blocks", 100_000)));
        values.put("batch.master", settings.text("batch.master", "local[2]"));
        return new BatchJvm(
                settings.path("batch.java"),
                settings.text("batch.class-path"),
                settings.path("batch.tmp-dir"),
                settings.text("batch.heap", "1g"),
                Optional.of(settings.text("batch.class-archives", ""))
                        .filter(text -> !text.isEmpty())
                        .map(Path::of),
                settings.duration("batch.deadline", Duration.ofHours(2)),
                values);
    }

    /** By default everything has its timer; under the rehearsal profile only the measurement of the store has. */
    private static Map<JobName, Timer> timers(Settings settings, Profile profile) {
        boolean rehearsal = profile == Profile.REHEARSAL;
        Map<JobName, Timer> timers = new EnumMap<>(JobName.class);
        put(timers, JobName.GC, settings, rehearsal ? NEVER : DAILY, Duration.ofHours(2));
        put(timers, JobName.RETENTION, settings, rehearsal ? NEVER : DAILY, HOURLY);
        put(timers, JobName.ROLLUPS, settings, rehearsal ? NEVER : HOURLY, Duration.ofMinutes(2));
        put(timers, JobName.UPKEEP, settings, rehearsal ? NEVER : DAILY, Duration.ofHours(3));
        return timers;
    }

    private static void put(
            Map<JobName, Timer> timers, JobName name, Settings settings, Duration every, Duration first) {
        Duration interval = settings.duration(name.word() + ".interval", every);
        Duration begin =
                settings.duration(name.word() + ".first-after", interval.compareTo(first) < 0 ? interval : first);
        if (!interval.isZero()) {
            timers.put(name, new Timer(begin, interval));
        }
    }
}
