package io.holdfast.metadata.upload;

import java.time.Duration;

/**
 * How long an upload lives.
 *
 * @param lease without a sign of life for so long, it may be reaped
 * @param sessionMax however lively, it is reaped after this
 */
public record UploadLimits(Duration lease, Duration sessionMax) {
    public static final UploadLimits DEFAULT = new UploadLimits(Duration.ofMinutes(15), Duration.ofHours(24));
}
