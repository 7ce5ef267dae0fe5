package io.holdfast.dashboards.dedup;

import java.time.Instant;

/** Bytes committed in the time that starts here: of blocks that were new, and of blocks that were there. */
record LivePoint(Instant start, long firstSeenBytes, long duplicateBytes) {}
