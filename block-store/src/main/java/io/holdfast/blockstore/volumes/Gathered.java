package io.holdfast.blockstore.volumes;

import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.Corrupt;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The pieces of an object that were looked for, by index, and what follows from them. */
record Gathered(ObjectName name, Redundancy redundancy, Map<Integer, Found> found) {
    /** Pieces of one put, enough for its frame; empty if there are not so many. */
    Optional<List<Piece>> stripe() {
        return found.values().stream()
                .filter(Found.Good.class::isInstance)
                .map(good -> ((Found.Good) good).piece())
                .collect(Collectors.groupingBy(piece -> Map.entry(piece.stripe(), piece.frameBytes())))
                .values()
                .stream()
                .filter(pieces -> pieces.size() >= redundancy.data())
                .findFirst();
    }

    /** Indexes of pieces that are to be made anew: they are lost, or of another put than this one. */
    List<Integer> lost(long stripe) {
        return found.entrySet().stream()
                .filter(each -> each.getValue().lost()
                        || each.getValue() instanceof Found.Good good
                                && good.piece().stripe() != stripe)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** To be asked when every piece was looked for and there is no stripe. */
    HoldfastException problem() {
        long away = count(Found.Away.class);
        long good = count(Found.Good.class);
        if (good + count(Found.Bad.class) == 0 && away <= redundancy.parity()) {
            return new NotFound("there is no stored object " + name);
        }
        if (good + away >= redundancy.data() && away > 0) {
            return new Unavailable("the stored object " + name + " needs " + redundancy.data() + " pieces; " + good
                    + " can be read, " + away + " are on volumes that are away");
        }
        return new Corrupt(
                name,
                "only " + good + " of the " + redundancy.data() + " pieces that it needs are left: "
                        + found.values().stream()
                                .filter(Found.Bad.class::isInstance)
                                .map(bad -> ((Found.Bad) bad).why())
                                .distinct()
                                .collect(Collectors.joining("; ")));
    }

    private long count(Class<? extends Found> kind) {
        return found.values().stream().filter(kind::isInstance).count();
    }
}
