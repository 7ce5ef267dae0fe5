package io.holdfast.metadata.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.gc.BlockRow;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.metadata.block.Blocks;
import io.holdfast.metadata.block.LookOutside;
import io.holdfast.metadata.block.Sightings;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Tickets whose objects clients write past the server. An offer permits nothing but the object: it is a ticket as any other, so whether
 * the block becomes live is decided by {@link Puts#finalise} alone, after somebody has seen the object. An upload has at most one open offer
 * for a block; asked again, it is the same object. Thread safe.
 */
public final class Offers {
    private final Database database;
    private final Ambient ambient;
    private final OfferLimits limits;
    private final Predicate<Location> store;
    private final UploadRows rows;
    private final Blocks blocks;
    private final Tickets tickets;

    /** @param store whether an object is there: {@code BlockStore::contains} */
    public Offers(Database database, Ambient ambient, OfferLimits limits, Predicate<Location> store) {
        this.database = database;
        this.ambient = ambient;
        this.limits = limits;
        this.store = store;
        this.rows = new UploadRows(database, ambient);
        this.blocks = new Blocks(database, ambient);
        this.tickets = new Tickets(database, ambient);
    }

    /**
     * Offers those of the blocks that the upload does not hold. The ticket is there, and says until when, before this returns.
     *
     * @throws NotFound if there is no such upload
     * @throws Conflict if it is not open any more, or ends too soon
     */
    public Offered offer(UUID upload, Collection<BlockRef> wanted) {
        Sightings sightings = new Sightings(store);
        return LookOutside.answering(
                "offer blocks",
                () -> database.transactions().call("offer blocks", () -> {
                    Upload open = UploadRows.requireOpen(rows.lock(upload));
                    Instant until = limits.until(ambient.now(), open);
                    Map<BlockId, Integer> rest = new TreeMap<>();
                    wanted.forEach(block -> rest.put(block.hash(), block.sizeBytes()));
                    Set<BlockId> held = held(upload, rest.keySet(), sightings);
                    rest.keySet().removeAll(held);
                    Map<BlockId, ObjectName> names = renewed(upload, rest.keySet(), until);
                    rest.keySet().removeAll(names.keySet());
                    names.putAll(fresh(upload, rest, until));
                    return new Offered(names, held, until);
                }));
    }

    /** Those of the blocks that the upload holds: it has shown their bytes, and they are stored. */
    public Set<BlockId> held(UUID upload, Collection<BlockId> hashes) {
        Sightings sightings = new Sightings(store);
        return LookOutside.answering(
                "look for blocks",
                () -> database.transactions().call("look for blocks", () -> held(upload, hashes, sightings)));
    }

    /** The objects that are offered for these blocks, their tickets open. */
    public Map<BlockId, ObjectName> open(UUID upload, Collection<BlockId> hashes) {
        Map<BlockId, ObjectName> names = new HashMap<>();
        database.client()
                .sql("""
                        SELECT gen, hash FROM upload_ticket
                         WHERE session_id = ? AND hash = ANY (?) AND state = 'O' AND offered_until IS NOT NULL
                        """)
                .param(upload)
                .param(Sql.hashes(hashes))
                .query((row, n) -> new ObjectName(Sql.hash(row, "hash"), row.getLong("gen")))
                .list()
                .forEach(name -> names.put(name.block(), name));
        return names;
    }

    /** What lies under this name is not the block: the ticket ends, the object is to be deleted, and the next offer has another name. */
    public void refuse(UUID upload, ObjectName name) {
        database.transactions().run("refuse an object", () -> {
            if (tickets.end(upload, Map.of(name.generation(), name.block()), 'R')
                    .isEmpty()) {
                return;
            }
            database.client()
                    .sql("""
                            INSERT INTO delete_intent (gen, hash, kind, reason, created_at)
                            VALUES (?, ?, 'S', 'wrong-bytes', ?)
                            """)
                    .param(name.generation())
                    .param(name.block().bytes())
                    .param(Sql.time(ambient.now()))
                    .update();
        });
    }

    private Set<BlockId> held(UUID upload, Collection<BlockId> hashes, Sightings sightings) {
        Map<BlockId, BlockRow> known = blocks.find(tickets.proved(upload, hashes));
        sightings.requireQuarantined(known.values());
        known.values().removeIf(row -> !sightings.usable(row));
        return known.keySet();
    }

    private Map<BlockId, ObjectName> renewed(UUID upload, Collection<BlockId> hashes, Instant until) {
        Map<BlockId, ObjectName> names = new HashMap<>();
        database.client()
                .sql("""
                        UPDATE upload_ticket SET offered_until = greatest(offered_until, ?)
                         WHERE session_id = ? AND hash = ANY (?) AND state = 'O' AND offered_until IS NOT NULL
                        RETURNING gen, hash
                        """)
                .param(Sql.time(until))
                .param(upload)
                .param(Sql.hashes(hashes))
                .query((row, n) -> new ObjectName(Sql.hash(row, "hash"), row.getLong("gen")))
                .list()
                .forEach(name -> names.put(name.block(), name));
        return names;
    }

    private Map<BlockId, ObjectName> fresh(UUID upload, Map<BlockId, Integer> wanted, Instant until) {
        Map<BlockId, ObjectName> names = new HashMap<>();
        Map<BlockId, Long> claimed = tickets.claim(upload, wanted);
        claimed.forEach((hash, ticket) -> names.put(hash, new ObjectName(hash, ticket)));
        database.client()
                .sql("UPDATE upload_ticket SET offered_until = ? WHERE gen = ANY (?)")
                .param(Sql.time(until))
                .param(Sql.longs(claimed.values()))
                .update();
        return names;
    }
}
