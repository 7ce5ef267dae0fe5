package io.holdfast.metadata.commit;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.metadata.block.LookOutside;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which contents were compared in the course of one commit. Bytes are never read while locks are held. */
final class Comparisons {
    private final ContentComparison comparison;
    private final Map<Key, ConflictRule.Bytes> known = new HashMap<>();
    private final List<Runnable> questions = new ArrayList<>();

    Comparisons(ContentComparison comparison) {
        this.comparison = comparison;
    }

    ConflictRule.Bytes of(BlockId wanted, BlockId there) {
        return known.getOrDefault(new Key(wanted, there), ConflictRule.Bytes.UNKNOWN);
    }

    /** Notes a question that the next attempt will find answered. */
    void ask(Manifest wanted, Manifest there) {
        questions.add(() -> known.put(
                new Key(wanted.contentHash(), there.contentHash()),
                comparison.sameBytes(wanted, there) ? ConflictRule.Bytes.SAME : ConflictRule.Bytes.DIFFERENT));
    }

    /** @throws LookOutside if there were questions in this attempt: all are answered at once */
    void requireAnswered() {
        if (!questions.isEmpty()) {
            List<Runnable> all = List.copyOf(questions);
            questions.clear();
            throw new LookOutside(() -> all.forEach(Runnable::run));
        }
    }

    /** Two contents, by the hashes of their block lists: versions are made anew with each attempt. */
    private record Key(BlockId wanted, BlockId there) {}
}
