package io.holdfast.streams.record;

/**
 * What the devices of an account are told of one namespace, as {@code SignalEvent} has it.
 *
 * @param count changes that it stands for
 * @param occurredAtMicros of the oldest
 * @param origins each device once, in the order of their first changes
 * @param changes all of them, encoded, or none if they are too many or too large
 */
public record Signal(
        String account,
        String namespace,
        long seq,
        int count,
        long occurredAtMicros,
        Origin[] origins,
        byte[][] changes) {
    /** Whether the changes travel along. */
    public boolean isWhole() {
        return changes.length == count;
    }
}
