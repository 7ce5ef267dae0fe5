package io.holdfast.streams.record;

/**
 * A change on its way to one account that may see it.
 *
 * @param device who made it, or {@link #NO_DEVICE}
 * @param message the whole change, encoded
 */
public record AccountChange(
        String account, String namespace, long seq, String device, long occurredAtMicros, byte[] message) {
    /** {@code device} of a change that no device made. */
    public static final String NO_DEVICE = "";
}
