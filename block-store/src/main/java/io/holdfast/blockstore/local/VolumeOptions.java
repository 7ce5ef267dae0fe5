package io.holdfast.blockstore.local;

import io.holdfast.core.fault.FailPoint;
import java.time.Duration;

/**
 * How a volume is used.
 *
 * @param reserve what it keeps free
 * @param retest a volume that failed to write is tested again at most so often
 */
public record VolumeOptions(Reserve reserve, Duration retest, FailPoint failPoint) {
    public static final VolumeOptions DEFAULT =
            new VolumeOptions(Reserve.DEFAULT, Duration.ofSeconds(10), FailPoint.NONE);
}
