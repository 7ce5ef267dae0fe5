package io.holdfast.metadata.commit;

import io.holdfast.core.manifest.Manifest;
import io.holdfast.metadata.block.LookOutside;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Which contents were compared in the course of one commit. Bytes are never read while locks are held. */
final class Comparisons {
    private final ContentComparison comparison;
    private final Map<Key, ConflictRule.Bytes> known = new HashMap<>();

    Comparisons(ContentComparison comparison) {
        this.comparison = comparison;
    }

    ConflictRule.Bytes of(int index, UUID version) {
        return known.getOrDefault(new Key(index, version), ConflictRule.Bytes.UNKNOWN);
    }

    /** The question that the next attempt will find answered. */
    LookOutside ask(int index, UUID version, Manifest wanted, Manifest there) {
        return new LookOutside(() -> known.put(
                new Key(index, version),
                comparison.sameBytes(wanted, there) ? ConflictRule.Bytes.SAME : ConflictRule.Bytes.DIFFERENT));
    }

    private record Key(int index, UUID version) {}
}
