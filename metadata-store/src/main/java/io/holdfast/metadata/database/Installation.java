package io.holdfast.metadata.database;

import io.holdfast.core.gc.Profile;
import java.util.UUID;

/** Which life of which installation a database is: a restore from a backup gets a new incarnation. */
public record Installation(UUID incarnation, Profile profile) {}
