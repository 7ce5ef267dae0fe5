package io.holdfast.metadata.block;

import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.metadata.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Where the bytes of a block lie, as the columns of its row say it. */
public final class StoredPlaces {
    /** What {@link #read} needs. */
    public static final String COLUMNS = "hash, gen, object_gen, \"offset\", stored_size";

    private StoredPlaces() {}

    /** Reads {@link #COLUMNS}. */
    public static Location read(ResultSet row) throws SQLException {
        return new Location(
                new ObjectName(Sql.hash(row, "hash"), row.getLong("gen")),
                row.getLong("object_gen"),
                row.getLong("offset"),
                row.getLong("stored_size"));
    }
}
