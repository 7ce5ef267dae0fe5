package io.holdfast.ingest.access;

import java.util.UUID;

/**
 * Published within this process when a device was revoked or logged out, so that what is pushed to it can stop at once. Another
 * process learns it from {@link io.holdfast.metadata.account.Devices#ended}.
 */
public record DeviceEnded(UUID deviceId) {}
