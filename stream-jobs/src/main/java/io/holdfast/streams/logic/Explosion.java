package io.holdfast.streams.logic;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.lakehouse.event.VersionEvent;
import io.holdfast.streams.record.Amounts;
import io.holdfast.streams.record.BlockUse;
import io.holdfast.streams.record.RefChange;
import io.holdfast.streams.record.Scope;
import io.holdfast.streams.record.ScopeChange;
import io.holdfast.streams.record.VersionPlace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One version event as the changes of its distinct blocks. */
public final class Explosion {
    private Explosion() {}

    /** @throws IllegalArgumentException if one hash is given two sizes */
    public static void refChanges(VersionEvent event, Consumer<RefChange> out) {
        int change = change(event);
        long at = place(event).occurredAtMicros();
        event.manifest().distinct().forEach((block, size) -> out.accept(new RefChange(block, size, change, at)));
    }

    /** @throws IllegalArgumentException if one hash is given two sizes */
    public static void blockUses(VersionEvent event, Consumer<BlockUse> out) {
        int change = change(event);
        VersionPlace place = place(event);
        Map<BlockId, Integer> occurrences = new HashMap<>();
        for (BlockRef block : event.manifest().blocks()) {
            occurrences.merge(block.hash(), 1, Integer::sum);
        }
        event.manifest().distinct().forEach((block, size) -> {
            int times = occurrences.getOrDefault(block, 1);
            out.accept(new BlockUse(block, size, change, times, place));
        });
    }

    /** What the version itself adds or takes, whatever its blocks: one more or less, and its logical bytes. */
    public static List<ScopeChange> versionChanges(VersionEvent event) {
        VersionPlace place = place(event);
        Amounts amounts = Amounts.versions(change(event), change(event) * event.sizeBytes());
        List<ScopeChange> changes = new ArrayList<>();
        for (Scope scope : place.scopes()) {
            changes.add(new ScopeChange(scope, amounts, 1));
        }
        if (event.kind() == VersionEvent.Kind.COMMITTED) {
            changes.add(new ScopeChange(place.minute(), amounts, 1));
        }
        return changes;
    }

    private static int change(VersionEvent event) {
        return switch (event.kind()) {
            case COMMITTED -> 1;
            case PURGED -> -1;
        };
    }

    private static VersionPlace place(VersionEvent event) {
        return new VersionPlace(
                ChronoUnit.MICROS.between(Instant.EPOCH, event.occurredAt()),
                event.namespace().toString(),
                event.refSeq(),
                event.owner().toString(),
                event.mimeType());
    }
}
