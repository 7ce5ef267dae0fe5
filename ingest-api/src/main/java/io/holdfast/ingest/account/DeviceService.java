package io.holdfast.ingest.account;

import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.access.DeviceEnded;
import io.holdfast.ingest.access.Origin;
import io.holdfast.ingest.account.AccountApi.DeviceView;
import io.holdfast.ingest.audit.AuditTrail;
import io.holdfast.ingest.http.Limit;
import io.holdfast.ingest.http.Page;
import io.holdfast.ingest.http.PageCursor;
import io.holdfast.metadata.account.DeviceKey;
import io.holdfast.metadata.account.Devices;
import io.holdfast.metadata.account.ListedDevice;
import io.holdfast.metadata.audit.AuditAct;
import io.holdfast.metadata.database.Ambient;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** The devices of the caller's own account. */
@Service
class DeviceService {
    private final Devices devices;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Ambient ambient;

    DeviceService(Devices devices, AuditTrail audit, ApplicationEventPublisher events, Ambient ambient) {
        this.devices = devices;
        this.audit = audit;
        this.events = events;
        this.ambient = ambient;
    }

    Page<DeviceView> list(Caller caller, @Nullable String cursor, @Nullable Integer asked) {
        int limit = Limit.of(asked);
        List<ListedDevice> found = devices.list(caller.accountId(), after(cursor), limit + 1, ambient.now());
        return Page.of(
                found, limit, device -> device.key().toString(), device -> DeviceView.of(device, caller.deviceId()));
    }

    void revoke(Caller caller, UUID id, Origin origin) {
        boolean revoked = audit.call("revoke a device", () -> {
            boolean found = devices.revoke(caller.accountId(), id, ambient.now());
            if (found) {
                audit.done(AuditAct.DEVICE_REVOKED, caller.actor(), "device:" + id, origin);
            }
            return found;
        });
        if (!revoked) {
            throw new NotFound("there is no device " + id);
        }
        events.publishEvent(new DeviceEnded(id));
    }

    private static Optional<DeviceKey> after(@Nullable String cursor) {
        String key = PageCursor.decode(cursor);
        return key.isEmpty() ? Optional.empty() : Optional.of(DeviceKey.parse(key));
    }
}
