package io.holdfast.metadata.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.gc.BlockRow;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.metadata.block.Blocks;
import io.holdfast.metadata.block.LookOutside;
import io.holdfast.metadata.block.Sightings;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The put of blocks into an open upload: {@link #plan} once the bytes have arrived and hash right, then publish and {@link
 * #finalise}, or {@link #prove}. Thread safe.
 */
public final class Puts {
    private final Database database;
    private final Ambient ambient;
    private final Predicate<Location> store;
    private final UploadRows rows;
    private final Blocks blocks;
    private final Tickets tickets;

    /** @param store whether an object is there: {@code BlockStore::contains} */
    public Puts(Database database, Ambient ambient, Predicate<Location> store) {
        this.database = database;
        this.ambient = ambient;
        this.store = store;
        this.rows = new UploadRows(database, ambient);
        this.blocks = new Blocks(database, ambient);
        this.tickets = new Tickets(database, ambient);
    }

    /** As {@link #plan(UUID, Collection)}, for one block. */
    public PutPlan plan(UUID upload, BlockRef block) {
        PutPlan plan = plan(upload, List.of(block)).get(block.hash());
        return java.util.Objects.requireNonNull(plan);
    }

    /**
     * What to do with each of these blocks. Every plan to write or to prove takes a ticket of its own.
     *
     * @throws NotFound if there is no such upload
     * @throws Conflict if it is not open any more
     * @throws InvalidRequest if a stored block has another size
     */
    public Map<BlockId, PutPlan> plan(UUID upload, Collection<BlockRef> wanted) {
        Sightings sightings = new Sightings(store);
        return LookOutside.answering(
                "put a block",
                () -> database.transactions().call("put a block", () -> {
                    UploadRows.requireOpen(rows.require(upload));
                    return planEach(upload, distinct(wanted), sightings);
                }));
    }

    /** As {@link #prove(UUID, Map)}, for one block. */
    public Finalised prove(UUID upload, BlockId hash, long ticket) {
        Finalised end = prove(upload, Map.of(hash, ticket)).get(hash);
        return java.util.Objects.requireNonNull(end);
    }

    /**
     * The caller has shown the bytes of blocks that are stored already, each under a ticket.
     *
     * @return {@code DUPLICATE}: the block is live and this upload may cite it; or what else became of the ticket
     */
    public Map<BlockId, Finalised> prove(UUID upload, Map<BlockId, Long> shown) {
        Sightings sightings = new Sightings(store);
        return LookOutside.answering(
                "prove blocks",
                () -> database.transactions().call("prove blocks", () -> proveEach(upload, shown, sightings)));
    }

    /** As {@link #finalise(UUID, Collection)}, for one block. */
    public Finalised finalise(UUID upload, StoredBlock stored) {
        Finalised end = finalise(upload, List.of(stored)).get(stored.name());
        return java.util.Objects.requireNonNull(end);
    }

    /**
     * These objects are durable: makes their blocks live. A repeat, after an unknown outcome, gives the same answer.
     *
     * @return how each ticket ended
     */
    public Map<ObjectName, Finalised> finalise(UUID upload, Collection<StoredBlock> stored) {
        Sightings sightings = new Sightings(store);
        return LookOutside.answering(
                "finalise blocks",
                () -> database.transactions().call("finalise blocks", () -> finaliseEach(upload, stored, sightings)));
    }

    private Map<BlockId, PutPlan> planEach(UUID upload, Map<BlockId, Integer> wanted, Sightings sightings) {
        Map<BlockId, PutPlan> plans = new HashMap<>();
        Map<BlockId, BlockRow> known = blocks.find(wanted.keySet());
        sightings.requireQuarantined(known.values());
        known.values().removeIf(row -> !sightings.usable(row));
        Set<BlockId> held = new HashSet<>(tickets.proved(upload, wanted.keySet()));
        held.retainAll(known.keySet());
        held.forEach(hash -> plans.put(hash, new PutPlan.Held()));
        Map<BlockId, Integer> open = new TreeMap<>(wanted);
        open.keySet().removeAll(held);
        Map<BlockId, Long> claimed = tickets.claim(upload, open);
        claimed.forEach((hash, ticket) -> {
            BlockRow row = known.get(hash);
            if (row != null && row.sizeBytes() != wanted.getOrDefault(hash, 0)) {
                throw new InvalidRequest("block " + hash + " has " + row.sizeBytes() + " bytes");
            }
            plans.put(
                    hash,
                    row != null ? new PutPlan.ProveOnly(ticket) : new PutPlan.Store(new ObjectName(hash, ticket)));
        });
        return plans;
    }

    private Map<BlockId, Finalised> proveEach(UUID upload, Map<BlockId, Long> shown, Sightings sightings) {
        Set<BlockId> live = blocks.holdLive(new TreeSet<>(shown.keySet()), Blocks.Pass.OWNING, sightings)
                .keySet();
        Map<Long, BlockId> names = new HashMap<>();
        live.forEach(hash -> names.put(ticketOf(shown, hash), hash));
        Set<Long> ended = tickets.end(upload, names, 'D');
        Map<BlockId, Finalised> ends = new HashMap<>();
        shown.keySet().forEach(hash -> ends.put(hash, Finalised.GONE));
        names.forEach((ticket, hash) ->
                ends.put(hash, ended.contains(ticket) ? Finalised.DUPLICATE : tickets.ended(upload, ticket)));
        return ends;
    }

    private static long ticketOf(Map<BlockId, Long> shown, BlockId hash) {
        return java.util.Objects.requireNonNull(shown.get(hash));
    }

    private Map<ObjectName, Finalised> finaliseEach(UUID upload, Collection<StoredBlock> stored, Sightings sightings) {
        Map<Long, BlockId> names = new HashMap<>();
        stored.forEach(one -> names.put(one.name().generation(), one.name().block()));
        Set<Long> fenced = tickets.end(upload, names, 'F');
        ambient.hit("finalise.afterFence");
        Map<ObjectName, Finalised> ends = new HashMap<>();
        List<StoredBlock> ours = new ArrayList<>();
        for (StoredBlock one : stored) {
            if (fenced.contains(one.name().generation())) {
                ours.add(one);
            } else {
                ends.put(one.name(), tickets.endedOrReopen(upload, one.name()));
            }
        }
        ours.sort(java.util.Comparator.comparing(one -> one.name().block()));
        makeLive(upload, ours, sightings, ends);
        return ends;
    }

    /** The bytes are durable before the row says live. */
    private void makeLive(UUID upload, List<StoredBlock> ours, Sightings sightings, Map<ObjectName, Finalised> ends) {
        List<StoredBlock> rest = ours;
        while (!rest.isEmpty()) {
            Set<Long> inserted = tickets.insertLive(rest);
            ambient.hit("finalise.afterInsert");
            List<StoredBlock> losers = new ArrayList<>();
            for (StoredBlock one : rest) {
                if (inserted.contains(one.name().generation())) {
                    ends.put(one.name(), Finalised.STORED);
                } else {
                    losers.add(one);
                }
            }
            rest = joinWinners(upload, losers, sightings, ends);
        }
    }

    /** Another upload was first. Returns those whose row has gone again in the meantime, or never had its object. */
    private List<StoredBlock> joinWinners(
            UUID upload, List<StoredBlock> losers, Sightings sightings, Map<ObjectName, Finalised> ends) {
        List<BlockId> hashes =
                losers.stream().map(one -> one.name().block()).distinct().toList();
        Map<BlockId, BlockRow> winners = blocks.holdLive(hashes, Blocks.Pass.OWNING, sightings);
        List<StoredBlock> again = new ArrayList<>();
        List<StoredBlock> duplicates = new ArrayList<>();
        for (StoredBlock one : losers) {
            if (winners.containsKey(one.name().block())) {
                duplicates.add(one);
                ends.put(one.name(), Finalised.DUPLICATE);
            } else if (tickets.replaceLost(one)) {
                ends.put(one.name(), Finalised.STORED);
            } else {
                again.add(one);
            }
        }
        tickets.discard(upload, duplicates);
        return again;
    }

    private static Map<BlockId, Integer> distinct(Collection<BlockRef> wanted) {
        Map<BlockId, Integer> sizes = new TreeMap<>();
        wanted.forEach(block -> sizes.put(block.hash(), block.sizeBytes()));
        return sizes;
    }
}
