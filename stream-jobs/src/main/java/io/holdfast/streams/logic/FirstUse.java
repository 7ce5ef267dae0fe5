package io.holdfast.streams.logic;

import io.holdfast.streams.record.Amounts;
import io.holdfast.streams.record.BlockUse;
import io.holdfast.streams.record.Scope;
import io.holdfast.streams.record.ScopeChange;
import io.holdfast.streams.record.VersionPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which commit brought a block: the earliest in the order of {@link VersionPlace}, not the first to arrive, so that the answer
 * does not depend on how partitions are interleaved or replayed. When an earlier commit arrives late, the bytes move to it.
 */
public final class FirstUse {
    private FirstUse() {}

    /** Whether this use is the earliest known one of its block. */
    public static boolean isFirst(Optional<VersionPlace> first, BlockUse use) {
        return use.change() > 0 && (first.isEmpty() || use.version().compareTo(first.get()) < 0);
    }

    /** The bytes of one commit in one block, told apart for each scope and its minute; nothing for a purge. */
    public static List<ScopeChange> changes(Optional<VersionPlace> first, BlockUse use) {
        if (use.change() < 0) {
            return List.of();
        }
        long size = use.sizeBytes();
        List<ScopeChange> changes = new ArrayList<>();
        boolean isFirst = isFirst(first, use);
        long again = isFirst ? use.occurrences() - 1L : use.occurrences();
        add(changes, use.version(), Amounts.committed(isFirst ? size : 0, again * size), 1);
        if (isFirst && first.isPresent()) {
            add(changes, first.get(), Amounts.committed(-size, size), 0);
        }
        return changes;
    }

    private static void add(List<ScopeChange> changes, VersionPlace place, Amounts amounts, long weight) {
        for (Scope scope : place.scopes()) {
            changes.add(new ScopeChange(scope, amounts, weight));
        }
        changes.add(new ScopeChange(place.minute(), amounts, weight));
    }
}
