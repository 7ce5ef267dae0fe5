package io.holdfast.metadata.account;

import java.time.Instant;
import java.util.Optional;

/**
 * A device with what its user wants to know about it.
 *
 * @param lastSyncAt when it last said that it has everything
 */
public record ListedDevice(Device device, Instant createdAt, Optional<Instant> lastSyncAt) {
    public DeviceKey key() {
        return new DeviceKey(createdAt, device.id());
    }
}
