package io.holdfast.metadata.database;

import io.holdfast.core.gc.Profile;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/** Brings a database up to this release's schema and reads or writes whose it is. Safe to call from several processes at once. */
public final class Migrations {
    private static final String LOCATION = "classpath:io/holdfast/metadata/migration";

    private Migrations() {}

    /**
     * @param profile what the caller was told; a new database takes it, an existing one must have it
     * @throws IllegalStateException if the database was made with the other profile, which can never be switched
     */
    public static Installation apply(Database database, Ambient ambient, Profile profile) {
        migrate(database);
        Installation found = installation(database).orElseGet(() -> create(database, ambient, profile));
        if (found.profile() != profile) {
            throw new IllegalStateException("this database was made with the profile '"
                    + found.profile().word() + "', which cannot be switched to '" + profile.word()
                    + "'; use another data directory");
        }
        return found;
    }

    /** The schema alone. */
    public static void migrate(Database database) {
        Flyway.configure()
                .dataSource(database.dataSource())
                .locations(LOCATION)
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .load()
                .migrate();
    }

    /** Empty until {@link #apply} was called once. */
    public static Optional<Installation> installation(Database database) {
        return database.client()
                .sql("SELECT incarnation, profile FROM server_incarnation")
                .query((row, n) -> new Installation(
                        row.getObject("incarnation", UUID.class), Profile.parse(row.getString("profile"))))
                .optional();
    }

    /** After a restore from a backup: cursors and epochs of the earlier life are void from now on. */
    public static Installation newIncarnation(Database database, Ambient ambient) {
        database.client()
                .sql("UPDATE server_incarnation SET incarnation = :id, since = :now")
                .param("id", ambient.newId())
                .param("now", Sql.time(ambient.now()))
                .update();
        return installation(database).orElseThrow();
    }

    private static Installation create(Database database, Ambient ambient, Profile profile) {
        database.client()
                .sql("""
                        INSERT INTO server_incarnation (incarnation, profile, since) VALUES (:id, :profile, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .param("id", ambient.newId())
                .param("profile", profile.word())
                .param("now", Sql.time(ambient.now()))
                .update();
        return installation(database).orElseThrow();
    }
}
