package io.holdfast.streams.record;

/**
 * Who made changes that a signal stands for.
 *
 * @param device or {@link AccountChange#NO_DEVICE}
 * @param seq of its last one
 */
public record Origin(String device, long seq) {}
