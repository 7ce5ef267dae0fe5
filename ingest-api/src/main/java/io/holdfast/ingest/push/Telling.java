package io.holdfast.ingest.push;

import io.holdfast.ingest.sync.ChangeView;
import io.holdfast.lakehouse.event.SignalEvent;
import io.holdfast.lakehouse.event.SignalEvent.Origin;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides what a signal says to one device. */
final class Telling {
    private Telling() {}

    /**
     * @param toldSeq what the device has been told of already
     * @return empty if all that is new to it are changes of its own
     */
    static Optional<Message> of(SignalEvent signal, UUID device, long toldSeq) {
        List<Origin> others = signal.origins().stream()
                .filter(origin -> origin.seq() > toldSeq && !isBy(origin.device(), device))
                .toList();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        List<ChangeView> changes = signal.changes().stream()
                .filter(change -> change.seq() > toldSeq && !isBy(change.device(), device))
                .map(ChangeView::of)
                .toList();
        return Optional.of(new Message(
                "changed", signal.namespace(), signal.seq(), onlyDevice(others), changes.isEmpty() ? null : changes));
    }

    private static @Nullable UUID onlyDevice(List<Origin> origins) {
        return origins.size() == 1 ? origins.get(0).device().orElse(null) : null;
    }

    private static boolean isBy(Optional<UUID> origin, UUID device) {
        return origin.isPresent() && origin.get().equals(device);
    }
}
