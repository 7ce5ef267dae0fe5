package io.holdfast.ingest.http;

import org.springframework.stereotype.Component;

/**
 * The right to hold a manifest of very many blocks in memory, where each takes about 100 MB while it is read and checked; few are at a
 * time. Whoever holds a turn takes no other.
 */
@Component
public final class LargeManifests {
    /** So many blocks and fewer need no turn; as JSON they fit 1 MiB. */
    public static final int SMALL_BLOCKS = 8_192;

    private static final int AT_ONCE = 2;
    private static final Turns.Turn NONE_NEEDED = () -> {};

    private final Turns turns = new Turns("large manifests", AT_ONCE, 4 * AT_ONCE);

    /** Close it when the manifest is let go of. */
    public Turns.Turn turnFor(long blocks) {
        return blocks <= SMALL_BLOCKS ? NONE_NEEDED : turns.take();
    }

    /** As {@link #turnFor}, for what has cost too much already to be sent away: waits longer, and never finds the queue full. */
    public Turns.Turn lateTurnFor(long blocks) {
        return blocks <= SMALL_BLOCKS ? NONE_NEEDED : turns.takeAnother();
    }

    /** How many wait for a turn now. */
    public int waiting() {
        return turns.waiting();
    }
}
