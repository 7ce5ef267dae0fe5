package io.holdfast.metadata.block;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.gc.BlockRow;
import io.holdfast.core.gc.BlockState;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rows of stored blocks: reading them, and the one ordered lock pass through which probe, put and commit make sure that a
 * block stays. Thread safe.
 */
public final class Blocks {
    /** How strong the first attempt of a lock pass is. */
    public enum Pass {
        /** Shares the rows; if one of them must be brought back, the act begins anew and takes them for itself. */
        SHARING,
        /** Takes the rows for itself and notes that they were touched. */
        OWNING
    }

    /** What {@link #read} needs, of the table {@code block}. */
    public static final String COLUMNS = StoredPlaces.COLUMNS + ", ver, state, size, since, touched_at";

    private final Database database;
    private final Ambient ambient;

    public Blocks(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
    }

    /** Where the bytes of a block are; no lock, so it may change at once. */
    public Optional<BlockRow> find(BlockId hash) {
        return Optional.ofNullable(find(List.of(hash)).get(hash));
    }

    /** The rows that are there, by hash. */
    public Map<BlockId, BlockRow> find(Collection<BlockId> hashes) {
        return rows("", hashes);
    }

    /**
     * Locks the rows in the order of their hashes and brings back to life what was condemned or quarantined. What it returns is
     * live and stays so until the transaction ends; a hash that is not in the answer has no row, or is quarantined and its
     * object is not there.
     *
     * @throws LookOutside if a quarantined block's object must be looked for first, or if rows that were to be shared must be owned
     */
    public Map<BlockId, BlockRow> holdLive(Collection<BlockId> hashes, Pass pass, Sightings sightings) {
        if (hashes.isEmpty()) {
            return Map.of();
        }
        if (pass == Pass.SHARING && !sightings.mustOwn()) {
            Map<BlockId, BlockRow> shared = rows("ORDER BY hash FOR SHARE", hashes);
            ambient.hit("blocks.afterShare");
            if (shared.values().stream().allMatch(row -> row.state() == BlockState.LIVE)) {
                return shared;
            }
            // Never make a lock stronger within one transaction: two that did would wait for each other.
            throw new LookOutside(sightings::own);
        }
        Map<BlockId, BlockRow> owned = rows("ORDER BY hash FOR NO KEY UPDATE", hashes);
        sightings.requireQuarantined(owned.values());
        owned.values().removeIf(row -> !sightings.usable(row));
        resurrect(owned.keySet(), pass);
        ambient.hit("blocks.afterResurrect");
        return owned;
    }

    private void resurrect(Collection<BlockId> owned, Pass pass) {
        String which = pass == Pass.OWNING ? "" : "AND state <> 'L'";
        database.client()
                .sql("""
                        UPDATE block
                           SET ver = CASE state WHEN 'L' THEN ver ELSE ver + 1 END,
                               since = CASE state WHEN 'L' THEN since ELSE ? END,
                               epoch = NULL, state = 'L', touched_at = ?
                         WHERE domain = 0 AND hash = ANY (?) """ + which)
                .param(Sql.time(ambient.now()))
                .param(Sql.time(ambient.now()))
                .param(Sql.hashes(owned))
                .update();
    }

    private Map<BlockId, BlockRow> rows(String locking, Collection<BlockId> hashes) {
        return database
                .client()
                .sql("SELECT " + COLUMNS + " FROM block WHERE domain = 0 AND hash = ANY (?) " + locking)
                .param(Sql.hashes(hashes))
                .query((row, n) -> read(row))
                .list()
                .stream()
                .collect(Collectors.toMap(BlockRow::hash, row -> row, (one, other) -> one, TreeMap::new));
    }

    /** Reads {@link #COLUMNS}. */
    public static BlockRow read(ResultSet row) throws SQLException {
        return new BlockRow(
                Sql.hash(row, "hash"),
                row.getLong("gen"),
                row.getLong("ver"),
                BlockState.parse(row.getString("state")),
                row.getInt("size"),
                StoredPlaces.read(row),
                Sql.instant(row, "since"),
                Sql.instant(row, "touched_at"));
    }
}
