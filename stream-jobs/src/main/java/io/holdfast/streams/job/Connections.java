package io.holdfast.streams.job;

import io.holdfast.lakehouse.table.LakeCatalog;
import io.holdfast.streams.postgres.Database;

/** What the jobs talk to. */
public record Connections(String bootstrapServers, Database database, LakeCatalog lake) {}
