package io.holdfast.ingest;

import io.holdfast.blockstore.opening.BlockStores;
import io.holdfast.blockstore.opening.OpenStore;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.cursor.CursorCodec;
import io.holdfast.core.gc.Profile;
import io.holdfast.ingest.settings.CursorKey;
import io.holdfast.ingest.settings.IngestSettings;
import io.holdfast.ingest.settings.PostgresSettings;
import io.holdfast.ingest.settings.StoreSettings;
import io.holdfast.ingest.store.DirectRoute;
import io.holdfast.ingest.store.DiscreetStore;
import io.holdfast.metadata.account.Accounts;
import io.holdfast.metadata.account.Admins;
import io.holdfast.metadata.account.Devices;
import io.holdfast.metadata.account.Sessions;
import io.holdfast.metadata.account.SyncMarks;
import io.holdfast.metadata.account.Usages;
import io.holdfast.metadata.answer.StoredAnswers;
import io.holdfast.metadata.audit.Audit;
import io.holdfast.metadata.block.AnswerScope;
import io.holdfast.metadata.block.Evidence;
import io.holdfast.metadata.commit.Commits;
import io.holdfast.metadata.commit.ContentComparison;
import io.holdfast.metadata.commit.Copies;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.DatabaseSettings;
import io.holdfast.metadata.database.Migrations;
import io.holdfast.metadata.entry.BlockLocations;
import io.holdfast.metadata.entry.Entries;
import io.holdfast.metadata.entry.Journal;
import io.holdfast.metadata.entry.Versions;
import io.holdfast.metadata.namespace.Namespaces;
import io.holdfast.metadata.retention.Purges;
import io.holdfast.metadata.tree.Folders;
import io.holdfast.metadata.tree.Moves;
import io.holdfast.metadata.tree.Restores;
import io.holdfast.metadata.tree.Trash;
import io.holdfast.metadata.upload.OfferLimits;
import io.holdfast.metadata.upload.Offers;
import io.holdfast.metadata.upload.Puts;
import io.holdfast.metadata.upload.UploadKeys;
import io.holdfast.metadata.upload.UploadLimits;
import io.holdfast.metadata.upload.Uploads;
import java.time.InstantSource;
import java.util.Locale;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/** Makes the parts that know no Spring: the database and its repositories, the block store, cursors, time and chance. */
@Configuration(proxyBeanMethods = false)
class Parts {
    @Bean
    Ambient ambient() {
        return Ambient.real();
    }

    @Bean
    InstantSource clock(Ambient ambient) {
        return ambient.clock();
    }

    /** Open, and at this release's schema. */
    @Bean(destroyMethod = "close")
    Database database(PostgresSettings postgres, IngestSettings settings, Ambient ambient) {
        Database database = Database.open(new DatabaseSettings(
                postgres.url(), postgres.user(), postgres.password(), postgres.poolSize(), "holdfast-api"));
        Migrations.apply(
                database, ambient, Profile.parse(settings.profile().name().toLowerCase(Locale.ROOT)));
        return database;
    }

    @Bean(destroyMethod = "")
    DataSource dataSource(Database database) {
        return database.dataSource();
    }

    @Bean(destroyMethod = "close")
    OpenStore openStore(Environment environment) {
        return BlockStores.open(StoreSettings.of(environment));
    }

    /** What everybody uses. */
    @Bean
    @Primary
    BlockStore blockStore(OpenStore store) {
        return new DiscreetStore(store);
    }

    @Bean
    DirectRoute directRoute(OpenStore store) {
        return new DirectRoute(store.direct());
    }

    @Bean
    CursorCodec cursors(IngestSettings settings) {
        return new CursorCodec(CursorKey.loadOrMake(settings.cursorKeyFile()));
    }

    @Bean
    Accounts accounts(Database database) {
        return new Accounts(database);
    }

    @Bean
    Admins admins(Database database, Ambient ambient) {
        return new Admins(database, ambient);
    }

    @Bean
    Sessions sessions(Database database) {
        return new Sessions(database);
    }

    @Bean
    Devices devices(Database database) {
        return new Devices(database);
    }

    @Bean
    Audit audit(Database database, Ambient ambient) {
        return new Audit(database, ambient);
    }

    @Bean
    Usages usages(Database database) {
        return new Usages(database);
    }

    @Bean
    Entries entries(Database database) {
        return new Entries(database);
    }

    @Bean
    Versions versions(Database database) {
        return new Versions(database);
    }

    @Bean
    Journal journal(Database database) {
        return new Journal(database);
    }

    @Bean
    BlockLocations blockLocations(Database database) {
        return new BlockLocations(database);
    }

    @Bean
    Namespaces namespaces(Database database, Ambient ambient) {
        return new Namespaces(database, ambient);
    }

    @Bean
    Folders folders(Database database, Ambient ambient) {
        return new Folders(database, ambient);
    }

    @Bean
    Trash trash(Database database, Ambient ambient) {
        return new Trash(database, ambient);
    }

    @Bean
    Moves moves(Database database, Ambient ambient) {
        return new Moves(database, ambient);
    }

    @Bean
    Restores restores(Database database, Ambient ambient) {
        return new Restores(database, ambient);
    }

    @Bean
    Purges purges(Database database, Ambient ambient) {
        return new Purges(database, ambient);
    }

    @Bean
    Evidence evidence(Database database) {
        return new Evidence(database, AnswerScope.READER);
    }

    @Bean
    Uploads uploads(Database database, Ambient ambient, Evidence evidence, BlockStore store) {
        return new Uploads(database, ambient, UploadLimits.DEFAULT, evidence, store::contains);
    }

    @Bean
    UploadKeys uploadKeys(Database database, Ambient ambient) {
        return new UploadKeys(database, ambient);
    }

    @Bean
    Puts puts(Database database, Ambient ambient, BlockStore store) {
        return new Puts(database, ambient, store::contains);
    }

    @Bean
    Offers offers(Database database, Ambient ambient, BlockStore store) {
        return new Offers(database, ambient, OfferLimits.DEFAULT, store::contains);
    }

    @Bean
    StoredAnswers storedAnswers(Database database, Ambient ambient) {
        return new StoredAnswers(database, ambient);
    }

    @Bean
    Commits commits(
            Database database, Ambient ambient, Evidence evidence, BlockStore store, ContentComparison comparison) {
        return new Commits(database, ambient, evidence, store::contains, comparison);
    }

    @Bean
    SyncMarks syncMarks(Database database) {
        return new SyncMarks(database);
    }

    @Bean
    Copies copies(Database database, Uploads uploads, Commits commits) {
        return new Copies(database, uploads, commits);
    }
}
