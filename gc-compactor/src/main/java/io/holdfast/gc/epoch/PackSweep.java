package io.holdfast.gc.epoch;

import io.holdfast.core.block.Location;
import io.holdfast.core.block.PackObjectReaper;
import io.holdfast.core.block.StoredPack;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.gc.Amount;
import io.holdfast.metadata.gc.DeadPacks;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees the packs of which nothing is needed any more. Such a pack is sealed first, whoever appends to it: what it holds then is all that it
 * will ever hold, and that is asked about once more before its own intent is written. A pack that still holds one needed block stays
 * whole.
 */
final class PackSweep {
    private static final Logger LOG = LoggerFactory.getLogger(PackSweep.class);
    /** A pack that nobody has appended to for so long is sealed, which costs its owner, if it lives, a new one. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final DeadPacks dead;
    private final PackObjectReaper packs;
    private final Ambient ambient;

    PackSweep(DeadPacks dead, PackObjectReaper packs, Ambient ambient) {
        this.dead = dead;
        this.packs = packs;
        this.ambient = ambient;
    }

    /** Lets every intent for a slice say that it is one, so that it is done when the pack is and not before. */
    void own() {
        packs.list().forEach(pack -> dead.own(pack.generation(), packs.slices(pack.generation())));
    }

    /** Permits and carries out what can go now. Returns the slices that are gone. What fails stays for the next run. */
    Amount free(long epoch) {
        packs.list().forEach(pack -> giveUp(epoch, pack));
        Amount freed = Amount.ZERO;
        for (long pack : dead.open()) {
            freed = freed.add(delete(pack));
        }
        return freed;
    }

    private void giveUp(long epoch, StoredPack pack) {
        List<Location> slices = packs.slices(pack.generation());
        boolean idle = pack.changedAt().plus(IDLE).isBefore(ambient.now());
        if (dead.dead(pack.generation(), slices) && (idle || !slices.isEmpty())) {
            List<Location> all = packs.seal(pack.generation());
            if (dead.giveUp(epoch, pack, all)) {
                LOG.info("pack {} holds {} dead slices and nothing else", name(pack.generation()), all.size());
            }
        } else if (idle && !pack.sealed()) {
            packs.seal(pack.generation());
        }
    }

    private Amount delete(long pack) {
        try {
            packs.delete(pack);
            return dead.done(pack);
        } catch (HoldfastException e) {
            LOG.warn("cannot delete the pack {}; the next run tries again", name(pack), e);
            return Amount.ZERO;
        }
    }

    private static String name(long pack) {
        return HexFormat.of().toHexDigits(pack);
    }
}
