package io.holdfast.metadata.gc;

import io.holdfast.core.block.ObjectName;
import java.time.Instant;
import java.util.Optional;

/**
 * An object that is gone: the proof of its deletion.
 *
 * @param epoch that permitted it; empty if no epoch did (an upload that was given up)
 * @param sizeBytes of the block, or what it took on the store if nobody remembers
 */
public record Deletion(
        ObjectName name, Optional<Long> epoch, String reason, long sizeBytes, long storedBytes, Instant doneAt) {}
