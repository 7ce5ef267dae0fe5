package io.holdfast.metadata.entry;

import io.holdfast.core.block.BlockId;
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
        jdbc.sql("SELECT hash, object_gen, state FROM block WHERE domain = 0 AND hash = ANY (?)")
                .param(Sql.hashes(hashes))
                .query(row -> {
                    BlockId hash = BlockId.of(row.getBytes("hash"));
                    found.put(
                            hash,
                            new BlockLocation(
                                    hash,
                                    row.getLong("object_gen"),
                                    row.getString("state").equals("Q")));
                });
        return found;
    }
}
