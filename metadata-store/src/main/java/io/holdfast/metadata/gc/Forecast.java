package io.holdfast.metadata.gc;

import java.time.Instant;
import java.util.Optional;

/**
 * What an epoch would find now: a dry run.
 *
 * @param candidates live, unreferenced, old enough to be condemned
 * @param young live and unreferenced, but touched too recently
 * @param condemnedDue may be quarantined, once a second mark confirms them
 * @param quarantinedDue may be deleted, once a second mark confirms them
 * @param waiting condemned or quarantined, not due yet
 * @param nextDue when the first of those is due
 * @param outstanding objects whose deletion is permitted and not done
 */
public record Forecast(
        Amount candidates,
        Amount young,
        Amount condemnedDue,
        Amount quarantinedDue,
        Amount waiting,
        Optional<Instant> nextDue,
        Amount outstanding) {}
