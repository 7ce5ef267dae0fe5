package io.holdfast.gc.pack;

import io.holdfast.core.block.Location;
import io.holdfast.core.block.PackObjectReaper;
import io.holdfast.core.block.StoredPack;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.gc.Amount;
import io.holdfast.metadata.gc.DeadPacks;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees the packs of which nothing is needed any more. Such a pack is sealed first, whoever appends to it: what it holds then is all that it
 * will ever hold, and that is asked about once more before its own intent is written. A pack that still holds one needed block stays
 * whole, and so does one that was repacked, for as long as a restored database may point to it.
 */
final class PackSweep {
    private static final Logger LOG = LoggerFactory.getLogger(PackSweep.class);
    /** A pack that nobody has appended to for so long is sealed, which costs its owner, if it lives, a new one. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final DeadPacks dead;
    private final PackObjectReaper packs;
    private final Ambient ambient;
    private final Duration kept;

    /** @param kept how long a pack stays after a row was moved out of it */
    PackSweep(DeadPacks dead, PackObjectReaper packs, Ambient ambient, Duration kept) {
        this.dead = dead;
        this.packs = packs;
        this.ambient = ambient;
        this.kept = kept;
    }

    /**
     * What a sweep found and did.
     *
     * @param slices that are gone with their packs
     * @param packs that are gone, and the size of their files
     * @param waiting packs that nothing is needed of, kept in case of a restore
     */
    record Swept(Amount slices, Amount packs, Amount waiting) {
        Swept withoutDeletions() {
            return new Swept(Amount.ZERO, Amount.ZERO, waiting);
        }
    }

    /** Lets every intent for a slice say that it is one, so that it is done when the pack is and not before. */
    void own() {
        packs.list().forEach(pack -> dead.own(pack.generation(), packs.slices(pack.generation())));
    }

    /** Permits and carries out what can go now. What fails stays for the next run. */
    Swept free(long epoch) {
        Map<Long, Long> sizes = new HashMap<>();
        Amount waiting = Amount.ZERO;
        for (StoredPack pack : packs.list()) {
            sizes.put(pack.generation(), pack.sizeBytes());
            waiting = waiting.add(giveUp(epoch, pack));
        }
        Amount slices = Amount.ZERO;
        Amount gone = Amount.ZERO;
        for (long pack : dead.open()) {
            Optional<Amount> freed = delete(pack);
            slices = slices.add(freed.orElse(Amount.ZERO));
            if (freed.isPresent()) {
                gone = gone.add(new Amount(1, sizes.getOrDefault(pack, 0L)));
            }
        }
        return new Swept(slices, gone, waiting);
    }

    /** Returns what has to wait: the pack, or nothing. A pack that cannot be read or sealed now is for a later run. */
    private Amount giveUp(long epoch, StoredPack pack) {
        try {
            return judge(epoch, pack);
        } catch (Unavailable e) {
            LOG.warn("cannot judge the pack {}; the next run tries again", name(pack.generation()), e);
            return Amount.ZERO;
        }
    }

    private Amount judge(long epoch, StoredPack pack) {
        List<Location> slices = packs.slices(pack.generation());
        boolean idle = pack.changedAt().plus(IDLE).isBefore(ambient.now());
        if (dead.dead(pack.generation(), slices) && (idle || !slices.isEmpty())) {
            List<Location> all = packs.seal(pack.generation());
            if (dead.emptiedWithin(kept, all)) {
                return new Amount(1, pack.sizeBytes());
            }
            if (dead.giveUp(epoch, pack, all)) {
                LOG.info("pack {} holds {} dead slices and nothing else", name(pack.generation()), all.size());
            }
        } else if (idle && !pack.sealed()) {
            packs.seal(pack.generation());
        }
        return Amount.ZERO;
    }

    /** Returns the slices that went with it; empty if the store failed. */
    private Optional<Amount> delete(long pack) {
        try {
            packs.delete(pack);
            return Optional.of(dead.done(pack));
        } catch (HoldfastException e) {
            LOG.warn("cannot delete the pack {}; the next run tries again", name(pack), e);
            return Optional.empty();
        }
    }

    private static String name(long pack) {
        return HexFormat.of().toHexDigits(pack);
    }
}
