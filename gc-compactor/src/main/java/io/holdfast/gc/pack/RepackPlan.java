package io.holdfast.gc.pack;

import io.holdfast.core.block.StoredPack;
import io.holdfast.metadata.gc.PackUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which packs one run repacks. A proposal: what is copied and moved is asked about again, slice by slice.
 *
 * @param garbage packs of which enough is dead, those first of which most is
 * @param merged small packs that are put together, the oldest first
 * @param copiedBytes what is to be copied
 * @param freedBytes how much less there is when all these packs are gone and the copies are there
 */
record RepackPlan(List<StoredPack> garbage, List<StoredPack> merged, long copiedBytes, long freedBytes) {
    private static final Comparator<Candidate> MOST_GARBAGE = Comparator.comparingDouble(Candidate::deadShare)
            .reversed()
            .thenComparingLong(one -> one.pack().generation());

    private static final Comparator<Candidate> OLDEST = Comparator.<Candidate, Instant>comparing(
                    one -> one.pack().changedAt())
            .thenComparingLong(one -> one.pack().generation());

    /**
     * @param packs all packs of the store
     * @param uses what is known of them, by generation
     */
    static RepackPlan of(Collection<StoredPack> packs, Map<Long, PackUse> uses, RepackSettings settings, Instant now) {
        List<Candidate> needed = packs.stream()
                .map(pack -> new Candidate(pack, uses.getOrDefault(pack.generation(), PackUse.NONE)))
                .filter(one -> one.use().neededBytes() > 0)
                .toList();
        List<Candidate> garbage = garbage(needed, settings);
        List<Candidate> merged = merged(needed, settings, now, settings.runBytes() - bytes(garbage));
        List<Candidate> all = Stream.concat(garbage.stream(), merged.stream()).toList();
        long size = all.stream().mapToLong(one -> one.pack().sizeBytes()).sum();
        return new RepackPlan(packs(garbage), packs(merged), bytes(all), size - bytes(all));
    }

    /** In the order in which they are to be repacked. */
    List<StoredPack> packs() {
        return Stream.concat(garbage.stream(), merged.stream()).toList();
    }

    /** One at least, if there is one, or a pack that is larger than a run would never have its turn. */
    private static List<Candidate> garbage(List<Candidate> packs, RepackSettings settings) {
        List<Candidate> garbage = packs.stream()
                .filter(one -> one.isGarbage(settings))
                .sorted(MOST_GARBAGE)
                .toList();
        if (garbage.isEmpty() || settings.runBytes() == 0) {
            return List.of();
        }
        return within(
                garbage, Math.max(settings.runBytes(), garbage.get(0).use().neededBytes()));
    }

    private static List<Candidate> merged(List<Candidate> packs, RepackSettings settings, Instant now, long bytesLeft) {
        List<Candidate> small = packs.stream()
                .filter(one -> !one.isGarbage(settings) && one.isSmallAndCold(settings, now))
                .sorted(OLDEST)
                .toList();
        List<Candidate> merged = within(small, bytesLeft);
        return merged.size() < settings.mergeCount() ? List.of() : merged;
    }

    /** From the first on, as many as need no more than that together. */
    private static List<Candidate> within(List<Candidate> packs, long bytes) {
        List<Candidate> taken = new ArrayList<>();
        long left = bytes;
        for (Candidate one : packs) {
            left -= one.use().neededBytes();
            if (left < 0) {
                break;
            }
            taken.add(one);
        }
        return taken;
    }

    private static long bytes(Collection<Candidate> packs) {
        return packs.stream().mapToLong(one -> one.use().neededBytes()).sum();
    }

    private static List<StoredPack> packs(Collection<Candidate> candidates) {
        return candidates.stream().map(Candidate::pack).toList();
    }

    private record Candidate(StoredPack pack, PackUse use) {
        double deadShare() {
            return use.deadBytes() / (double) Math.max(1, pack.sizeBytes());
        }

        boolean isGarbage(RepackSettings settings) {
            return use.deadBytes() > 0 && 100 * deadShare() >= settings.garbagePercent();
        }

        boolean isSmallAndCold(RepackSettings settings, Instant now) {
            return pack.sealed()
                    && pack.sizeBytes() < settings.mergeBelowBytes()
                    && !pack.changedAt().plus(settings.coldAfter()).isAfter(now);
        }
    }
}
