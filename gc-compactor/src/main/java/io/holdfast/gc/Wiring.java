package io.holdfast.gc;

import io.holdfast.blockstore.opening.BlockStores;
import io.holdfast.blockstore.opening.OpenStore;
import io.holdfast.gc.batch.SparkRun;
import io.holdfast.gc.check.ReconcileJob;
import io.holdfast.gc.check.ScrubJob;
import io.holdfast.gc.epoch.CollectedStore;
import io.holdfast.gc.epoch.GcJob;
import io.holdfast.gc.epoch.GcLake;
import io.holdfast.gc.key.Keys;
import io.holdfast.gc.lake.BatchRows;
import io.holdfast.gc.lake.Books;
import io.holdfast.gc.lake.LakeTables;
import io.holdfast.gc.lake.LogHeads;
import io.holdfast.gc.lake.LogSize;
import io.holdfast.gc.lake.OrphanBook;
import io.holdfast.gc.rebuild.RebuildJob;
import io.holdfast.gc.retention.RetentionJob;
import io.holdfast.gc.run.BatchedJob;
import io.holdfast.gc.run.JobName;
import io.holdfast.gc.run.JobRunner;
import io.holdfast.gc.run.Timers;
import io.holdfast.gc.run.Timers.Timer;
import io.holdfast.metadata.account.Admins;
import io.holdfast.metadata.audit.Audit;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Migrations;
import io.holdfast.metadata.gc.DeletionLog;
import io.holdfast.metadata.gc.LostReferences;
import io.holdfast.metadata.gc.LostRows;
import io.holdfast.metadata.gc.Verifications;
import io.holdfast.metadata.job.JobRuns;
import io.holdfast.metadata.retention.Purges;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the parts of the service and gives each what it needs. */
@Configuration(proxyBeanMethods = false)
class Wiring {
    private static final Timer UPLOADS = new Timer(Duration.ofMinutes(1), Duration.ofMinutes(5));

    @Bean
    Ambient ambient() {
        return Ambient.real();
    }

    /** With this release's schema; a database of the other profile stops the start. */
    @Bean(destroyMethod = "close")
    Database database(MaintenanceSettings settings, Ambient ambient) {
        Database database = Database.open(settings.database());
        Migrations.apply(database, ambient, settings.gc().window().profile());
        return database;
    }

    @Bean(destroyMethod = "")
    DataSource dataSource(Database database) {
        return database.dataSource();
    }

    @Bean(destroyMethod = "close")
    OpenStore store(MaintenanceSettings settings) {
        return BlockStores.open(settings.blocks());
    }

    @Bean(destroyMethod = "close")
    LakeTables lake(MaintenanceSettings settings) {
        return new LakeTables(settings.lake());
    }

    @Bean
    SparkRun batch(MaintenanceSettings settings, LakeTables lake) {
        return new SparkRun(settings.batch(), new LogSize(lake)::rows);
    }

    @Bean
    JobRuns runs(Database database, Ambient ambient) {
        return new JobRuns(database, ambient);
    }

    @Bean
    GcJob gc(
            MaintenanceSettings settings,
            Database database,
            Ambient ambient,
            OpenStore store,
            SparkRun batch,
            LakeTables lake) {
        GcLake gcLake = new GcLake(
                new LogHeads(lake, ambient.clock()),
                new BatchRows(lake),
                new Books(lake, new DeletionLog(database)),
                new OrphanBook(lake));
        return new GcJob(settings.gc(), database, ambient, CollectedStore.of(store, settings.blocks()), batch, gcLake);
    }

    @Bean
    Admins admins(Database database, Ambient ambient) {
        return new Admins(database, ambient);
    }

    @Bean
    Keys keys(MaintenanceSettings settings, Database database, Ambient ambient) {
        return new Keys(settings.blocks().keys(), new Audit(database, ambient), new SecureRandom());
    }

    @Bean
    RetentionJob retention(
            MaintenanceSettings settings, Database database, Ambient ambient, SparkRun batch, LakeTables lake) {
        return new RetentionJob(
                settings.retention(),
                settings.gc().fenceWait(),
                batch,
                new LogHeads(lake, ambient.clock()),
                new BatchRows(lake),
                new Purges(database, ambient),
                new DeletionLog(database),
                ambient.clock());
    }

    @Bean
    ScrubJob scrub(Database database, Ambient ambient, SparkRun batch, LakeTables lake) {
        return new ScrubJob(batch, new BatchRows(lake), new Verifications(database), ambient.clock());
    }

    @Bean
    RebuildJob rebuild(Database database, Ambient ambient, OpenStore store) {
        return new RebuildJob(
                store, new LostRows(database, ambient), new LostReferences(database, ambient, store::contains));
    }

    @Bean(destroyMethod = "close")
    JobRunner runner(
            GcJob gc,
            RetentionJob retention,
            ScrubJob scrub,
            RebuildJob rebuild,
            SparkRun batch,
            JobRuns runs,
            Ambient ambient,
            MeterRegistry meters) {
        return new JobRunner(
                Map.of(
                        JobName.GC,
                        gc,
                        JobName.RETENTION,
                        retention,
                        JobName.ROLLUPS,
                        new BatchedJob("rollups", batch),
                        JobName.UPKEEP,
                        new BatchedJob("upkeep", batch),
                        JobName.SCRUB,
                        scrub,
                        JobName.RECONCILE,
                        new ReconcileJob(batch),
                        JobName.REBUILD,
                        rebuild),
                runs,
                ambient.clock(),
                meters);
    }

    @Bean(destroyMethod = "close")
    Timers timers(MaintenanceSettings settings, JobRunner runner, GcJob gc) {
        Timers timers = new Timers(settings.timers(), runner);
        timers.every(UPLOADS, gc::endUploads);
        return timers;
    }
}
