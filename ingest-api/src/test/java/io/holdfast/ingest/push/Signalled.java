package io.holdfast.ingest.push;

import io.holdfast.lakehouse.event.ChangeEvent;
import io.holdfast.lakehouse.event.SignalEvent;
import io.holdfast.lakehouse.event.SignalEvent.Origin;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Signals as the fan-out writes them. */
final class Signalled {
    private Signalled() {}

    /** One change of a folder by each of these devices, numbered from {@code firstSeq} on, all travelling along. */
    static SignalEvent by(UUID account, UUID namespace, long firstSeq, UUID... devices) {
        List<ChangeEvent> changes = new java.util.ArrayList<>();
        for (int i = 0; i < devices.length; i++) {
            changes.add(change(account, namespace, firstSeq + i, devices[i]));
        }
        List<Origin> origins = Arrays.stream(devices)
                .distinct()
                .map(device -> new Origin(
                        Optional.of(device), firstSeq + Arrays.asList(devices).lastIndexOf(device)))
                .toList();
        long last = firstSeq + devices.length - 1;
        return new SignalEvent(account, namespace, last, origins, devices.length, changes, Instant.EPOCH);
    }

    /** The same without its changes. */
    static SignalEvent bare(SignalEvent signal) {
        return new SignalEvent(
                signal.account(),
                signal.namespace(),
                signal.seq(),
                signal.origins(),
                signal.count(),
                List.of(),
                signal.occurredAt());
    }

    private static ChangeEvent change(UUID account, UUID namespace, long seq, UUID device) {
        return new ChangeEvent(
                namespace,
                seq,
                new UUID(7, seq),
                "created",
                "folder",
                "/folder " + seq,
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                Optional.of(account),
                Optional.of(device),
                Instant.EPOCH,
                Optional.of(account),
                Optional.of(new UUID(8, 8)),
                Optional.of("folder " + seq));
    }
}
