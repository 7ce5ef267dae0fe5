package io.holdfast.metadata.gc;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import io.holdfast.metadata.upload.StoredBlock;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Blocks that something refers to and that have no row: which objects could be theirs, and the adoption of those. An object that nothing
 * refers to is never adopted: a live row that nobody wants would only be garbage, and the orphan sweep knows what to do with it. Thread
 * safe.
 */
public final class LostRows {
    /** A version, or the evidence of a namespace, which outlives the rows of {@code block_ref}. */
    private static final String REFERENCED = """
            (EXISTS (SELECT FROM block_ref r WHERE r.domain = 0 AND r.hash = o.hash)
             OR EXISTS (SELECT FROM namespace n JOIN namespace_block e ON e.namespace_id = n.id WHERE e.hash = o.hash))
            """;

    private static final String UPLOADING =
            "EXISTS (SELECT FROM upload_ticket t WHERE t.gen = o.gen AND t.state = 'O')";

    private static final String DOOMED = "EXISTS (SELECT FROM delete_intent i WHERE i.gen = o.gen)";

    private static final String LOST = """
            SELECT o.hash FROM (SELECT hash FROM block_ref WHERE domain = 0 UNION SELECT hash FROM namespace_block) o
             WHERE NOT EXISTS (SELECT FROM block b WHERE b.domain = 0 AND b.hash = o.hash)
            """;

    private static final Comparator<ObjectName> ORDER =
            Comparator.comparing(ObjectName::block).thenComparingLong(ObjectName::generation);

    private final Database database;
    private final Ambient ambient;

    public LostRows(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
    }

    /** What an object is whose block has no row. */
    public enum Standing {
        /** Something refers to its block: to be adopted, if it verifies. */
        WANTED,
        /** Nothing does. */
        UNWANTED,
        /** An upload that goes on may still write or finalise it. */
        UPLOADING,
        /** Its deletion is permitted, so it may go at any moment. */
        DOOMED
    }

    /** Of these objects those whose block has no row. Give it some thousand at a time. */
    public Map<ObjectName, Standing> standing(Collection<StoredObject> objects) {
        Map<ObjectName, Standing> standing = new TreeMap<>(ORDER);
        database.client()
                .sql("SELECT o.hash, o.gen, CASE WHEN " + UPLOADING + " THEN 'UPLOADING' WHEN " + DOOMED
                        + " THEN 'DOOMED' WHEN " + REFERENCED + """
                         THEN 'WANTED' ELSE 'UNWANTED' END AS standing
                          FROM unnest(:hashes::bytea[], :gens::bigint[]) o (hash, gen)
                         WHERE NOT EXISTS (SELECT FROM block b WHERE b.domain = 0 AND b.hash = o.hash)
                        """)
                .param(
                        "hashes",
                        Sql.hashes(objects.stream()
                                .map(object -> object.name().block())
                                .toList()))
                .param(
                        "gens",
                        Sql.longs(objects.stream()
                                .map(object -> object.name().generation())
                                .toList()))
                .query((row, n) -> standing.put(
                        new ObjectName(Sql.hash(row, "hash"), row.getLong("gen")),
                        Standing.valueOf(row.getString("standing"))))
                .list();
        return standing;
    }

    /**
     * Makes live rows of those that are still wanted. Nobody who may permit a deletion gets between the look and the row: the orphan sweep
     * holds the lock of the collectors, reaper and uploads hold the tickets. A row begins with a {@code ver} that no epoch has
     * noted, as if it had been touched just now.
     *
     * @param verified objects that are durable and whole, one for each block
     * @return those that have their row now
     */
    public Set<ObjectName> adopt(Collection<StoredBlock> verified) {
        return database.transactions().call("adopt objects", () -> {
            database.template().execute("SELECT FROM gc_lock FOR UPDATE");
            ambient.hit("adopt.collectorsWait");
            List<Long> generations =
                    verified.stream().map(one -> one.name().generation()).toList();
            database.client()
                    .sql("SELECT gen FROM upload_ticket WHERE gen = ANY (?) ORDER BY gen FOR UPDATE")
                    .param(Sql.longs(generations))
                    .query(Long.class)
                    .list();
            Set<Long> adopted = insert(verified);
            return verified.stream()
                    .map(StoredBlock::name)
                    .filter(name -> adopted.contains(name.generation()))
                    .collect(Collectors.toSet());
        });
    }

    private Set<Long> insert(Collection<StoredBlock> verified) {
        return new HashSet<>(database.client()
                .sql("""
                        WITH adopted AS (
                            INSERT INTO block (hash, gen, size, state, ver, since, touched_at, last_verified, object_gen,
                                               "offset", stored_size)
                            SELECT o.hash, o.gen, o.size, 'L',
                                   1 + coalesce((SELECT max(d.ver) FROM gc_dead d WHERE d.hash = o.hash AND d.gen = o.gen), 0),
                                   :now, :now, :now, o.object, o.start, o.stored
                              FROM unnest(:hashes::bytea[], :gens::bigint[], :sizes::int[], :objects::bigint[],
                                          :starts::bigint[], :stored::bigint[])
                                   o (hash, gen, size, object, start, stored)
                             WHERE $referenced AND NOT $uploading AND NOT $doomed
                             ORDER BY o.hash
                            ON CONFLICT (domain, hash) DO NOTHING
                            RETURNING gen, object_gen, stored_size
                        ), objects AS (
                            INSERT INTO object (gen, kind, size, created_at)
                            SELECT gen, 'S', stored_size, :now FROM adopted WHERE object_gen = gen
                            ON CONFLICT (gen) DO NOTHING
                        )
                        SELECT gen FROM adopted
                        """.replace("$referenced", REFERENCED)
                        .replace("$uploading", UPLOADING)
                        .replace("$doomed", DOOMED))
                .param("now", Sql.time(ambient.now()))
                .param(
                        "hashes",
                        Sql.hashes(
                                verified.stream().map(one -> one.name().block()).toList()))
                .param(
                        "gens",
                        Sql.longs(verified.stream()
                                .map(one -> one.name().generation())
                                .toList()))
                .param(
                        "sizes",
                        Sql.ints(verified.stream().map(StoredBlock::sizeBytes).toList()))
                .param("objects", places(verified, Location::object))
                .param("starts", places(verified, Location::offset))
                .param("stored", places(verified, Location::storedBytes))
                .query(Long.class)
                .list());
    }

    private static Object places(Collection<StoredBlock> verified, Function<Location, Long> value) {
        return Sql.longs(
                verified.stream().map(one -> value.apply(one.location())).toList());
    }

    /** The first blocks, up to {@code limit}, that something refers to and that have no row, by hash. Reads all references. */
    public List<BlockId> first(int limit) {
        return database.client()
                .sql("SELECT hash FROM (" + LOST + ") lost ORDER BY hash LIMIT ?")
                .param(limit)
                .query((row, n) -> Sql.hash(row, "hash"))
                .list();
    }

    /** How many there are of them. */
    public long count() {
        return database.client()
                .sql("SELECT count(*) FROM (" + LOST + ") lost")
                .query(Long.class)
                .single();
    }
}
