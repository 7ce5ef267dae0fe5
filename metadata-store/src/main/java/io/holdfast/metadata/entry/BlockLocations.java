package io.holdfast.metadata.entry;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.Location;
import io.holdfast.metadata.block.StoredPlaces;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where the bytes of blocks lie now. Safe for many threads. */
public final class BlockLocations {
    private final JdbcClient jdbc;

    public BlockLocations(Database database) {
        this.jdbc = database.client();
    }

    /** One entry for each of the hashes that has a row. */
    public Map<BlockId, BlockLocation> find(Collection<BlockId> hashes) {
        Map<BlockId, BlockLocation> found = new HashMap<>();
        jdbc.sql("SELECT " + StoredPlaces.COLUMNS + ", state FROM block WHERE domain = 0 AND hash = ANY (?)")
                .param(Sql.hashes(hashes))
                .query(row -> {
                    Location place = StoredPlaces.read(row);
                    found.put(
                            place.name().block(),
                            new BlockLocation(place, row.getString("state").equals("Q")));
                });
        return found;
    }
}
