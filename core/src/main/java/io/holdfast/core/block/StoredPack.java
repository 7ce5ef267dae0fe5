package io.holdfast.core.block;

import java.time.Instant;

/**
 * An object that holds many frames, one after the other.
 *
 * @param sizeBytes of the whole object
 * @param changedAt when something was last appended
 * @param sealed nothing will be appended any more
 */
public record StoredPack(long generation, long sizeBytes, Instant changedAt, boolean sealed) {}
