package io.holdfast.batch;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What one run is told.
 *
 * @param runId number that the rows of this run carry
 * @param now the time that every decision of this run refers to
 * @param epoch of the garbage collector, for its mark
 * @param fenceFile the fence vector, for the mark
 */
public record JobInput(long runId, Instant now, Optional<Long> epoch, Optional<Path> fenceFile) {
    public static JobInput of(long runId, Instant now) {
        return new JobInput(runId, now, Optional.empty(), Optional.empty());
    }
}
