package io.holdfast.ingest.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** {@code holdfast.push.*}. */
@Component
final class PushMetrics {
    private final MeterRegistry registry;
    private final Map<Kind, AtomicInteger> connections = new EnumMap<>(Kind.class);
    private final Map<Kind, Counter> messages = new EnumMap<>(Kind.class);
    private final Counter coalesced;
    private final Counter shrunk;
    private final Counter caughtUp;
    private final Timer latency;
    private final AtomicInteger listening = new AtomicInteger();

    PushMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Kind kind : Kind.values()) {
            AtomicInteger open = new AtomicInteger();
            connections.put(kind, open);
            Gauge.builder("holdfast.push.connections", open, AtomicInteger::doubleValue)
                    .description("Devices that are connected")
                    .tag("kind", kind.word())
                    .register(registry);
            messages.put(
                    kind,
                    Counter.builder("holdfast.push.messages")
                            .description("Messages sent to devices")
                            .tag("kind", kind.word())
                            .register(registry));
        }
        coalesced = counter(
                "holdfast.push.coalesced", "Changes that came in a signal together with others, beyond the first");
        shrunk = counter(
                "holdfast.push.shrunk", "Messages that became one because a device did not take them fast enough");
        caughtUp =
                counter("holdfast.push.caught.up", "Devices that no signal told, but the comparison with the database");
        Gauge.builder("holdfast.push.listening", listening, AtomicInteger::doubleValue)
                .description("1 while signals are read from Kafka, 0 while its broker does not answer")
                .register(registry);
        latency = Timer.builder("holdfast.push.latency")
                .description(
                        "Time from the commit of the oldest change of a signal until it is handed to the connections")
                .publishPercentiles(0.5, 0.95, 0.99)
                .register(registry);
    }

    /** Whether signals are read now. */
    void listening(boolean now) {
        listening.set(now ? 1 : 0);
    }

    void opened(Kind kind) {
        open(kind).incrementAndGet();
    }

    void left(Kind kind) {
        open(kind).decrementAndGet();
    }

    void sent(Kind kind) {
        Counter counter = messages.get(kind);
        if (counter != null) {
            counter.increment();
        }
    }

    void pushed(int changes, Duration sinceCommit) {
        coalesced.increment(changes - 1.0);
        latency.record(sinceCommit.isNegative() ? Duration.ZERO : sinceCommit);
    }

    void shrunk(int count) {
        shrunk.increment(count);
    }

    void caughtUp() {
        caughtUp.increment();
    }

    void ended(Ending why) {
        registry.counter("holdfast.push.ended", "why", why.word()).increment();
    }

    private AtomicInteger open(Kind kind) {
        return connections.getOrDefault(kind, new AtomicInteger());
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
