package io.holdfast.ingest.push;

import io.holdfast.ingest.sync.ChangeView;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a device is sent, as JSON.
 *
 * @param type {@code ready} once it is connected, {@code changed} after that
 * @param seq the namespace is at this number or further
 * @param originDeviceId who made the changes, if it was one device
 * @param changes all that this message tells of, if they are few and small; else absent
 */
record Message(
        String type,
        UUID namespaceId,
        long seq,
        @Nullable UUID originDeviceId,
        @Nullable List<ChangeView> changes) {
    static Message ready(UUID namespace, long seq) {
        return new Message("ready", namespace, seq, null, null);
    }

    /** Something changed; ask {@code delta} what. */
    static Message changed(UUID namespace, long seq) {
        return new Message("changed", namespace, seq, null, null);
    }

    boolean isReady() {
        return type.equals("ready");
    }
}
