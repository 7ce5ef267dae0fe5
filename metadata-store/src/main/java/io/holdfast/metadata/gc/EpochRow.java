package io.holdfast.metadata.gc;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One run of the collector. */
public record EpochRow(
        long id,
        String holder,
        EpochState state,
        UUID incarnation,
        Instant startedAt,
        Optional<Instant> endedAt,
        Map<String, Long> stats) {
    public EpochRow {
        stats = Map.copyOf(stats);
    }
}
