package io.holdfast.lakehouse.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What sync fan-out tells the devices of one account: the namespace is at {@code seq} or further. It may be repeated and says
 * nothing that {@code delta} would not, so whoever misses one asks there.
 *
 * @param account whose devices are told
 * @param seq the highest number that this signal stands for
 * @param origins who made the changes, each once; a device is not told of its own
 * @param count changes that it stands for, at least 1
 * @param changes all of them, in order, or none if they are too many or too large to travel along
 * @param occurredAt when the oldest of them was committed
 */
public record SignalEvent(
        UUID account,
        UUID namespace,
        long seq,
        List<Origin> origins,
        int count,
        List<ChangeEvent> changes,
        Instant occurredAt) {
    public SignalEvent {
        origins = List.copyOf(origins);
        changes = List.copyOf(changes);
    }

    /**
     * @param device empty if no device did it
     * @param seq of its last change
     */
    public record Origin(Optional<UUID> device, long seq) {}
}
