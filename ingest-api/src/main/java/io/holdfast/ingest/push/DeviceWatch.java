package io.holdfast.ingest.push;

import io.holdfast.ingest.access.DeviceEnded;
import io.holdfast.ingest.push.Subscriber.Address;
import io.holdfast.ingest.settings.PushSettings;
import io.holdfast.metadata.account.Devices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Ends connections whose right has ended: at once if this process is told, after a round if another was. */
@Component
final class DeviceWatch {
    private final Subscribers subscribers;
    private final Devices devices;
    private final PushSettings settings;
    private final InstantSource clock;

    DeviceWatch(Subscribers subscribers, Devices devices, PushSettings settings, InstantSource clock) {
        this.subscribers = subscribers;
        this.devices = devices;
        this.settings = settings;
        this.clock = clock;
    }

    @EventListener
    void ended(DeviceEnded event) {
        endOf(subscribers.all(), Set.of(event.deviceId()));
    }

    void look() {
        List<Subscriber> all = subscribers.all();
        if (all.isEmpty()) {
            return;
        }
        endOf(all, devices.ended(all.stream().map(one -> one.address().device()).collect(Collectors.toSet())));
        Instant now = clock.instant();
        all.stream()
                .filter(one -> !now.isBefore(expiryOf(one.address())))
                .forEach(one -> subscribers.end(one, Ending.EXPIRED));
    }

    private void endOf(List<Subscriber> all, Set<UUID> ended) {
        all.stream()
                .filter(one -> ended.contains(one.address().device()))
                .forEach(one -> subscribers.end(one, Ending.REVOKED));
    }

    /** Up to a sixth earlier, by device, so that those who came together do not all come again together. */
    private Instant expiryOf(Address address) {
        Duration longest = settings.longestConnection();
        long spread = Math.max(1, longest.toMillis() / 6);
        return address.openedAt()
                .plus(longest)
                .minusMillis(Math.floorMod(address.device().hashCode(), spread));
    }
}
