package io.holdfast.ingest.relay;

import java.util.Locale;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** How the relay is. Never down: without Kafka files are taken all the same, and published when it is back. */
@Component("relay")
class RelayHealth implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED");

    private final Relay relay;

    RelayHealth(Relay relay) {
        this.relay = relay;
    }

    @Override
    public Health health() {
        Health.Builder health = relay.state() == RelayState.WAITING_FOR_KAFKA ? Health.status(DEGRADED) : Health.up();
        return health.withDetail("state", relay.state().name().toLowerCase(Locale.ROOT))
                .withDetail("lag", relay.lag())
                .build();
    }
}
