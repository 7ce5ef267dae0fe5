package io.holdfast.ingest.push;

import io.holdfast.core.error.HoldfastException.RateLimited;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.ingest.push.Subscriber.Address;
import io.holdfast.ingest.settings.PushSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How many may be connected, and when each of them is proved alive. */
class SubscribersTest {
    private static final int THREADS = 4;

    private final PushMetrics metrics = new PushMetrics(new SimpleMeterRegistry());
    private final AtomicInteger devices = new AtomicInteger();

    @Test
    void theThreeThousandFirstIsRefusedAndALeaverMakesRoom() {
        Subscribers subscribers = subscribers(3_000, 100);
        List<Subscriber> in = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            in.add(of(new UUID(1, i / 100)));
            subscribers.add(in.get(i));
        }
        Subscriber late = of(new UUID(2, 2));
        assertThatThrownBy(() -> subscribers.add(late)).isInstanceOf(Unavailable.class);
        subscribers.end(in.get(0), Ending.OVER);
        subscribers.add(late);
        assertThat(subscribers.all()).hasSize(3_000).contains(late);
    }

    @Test
    void noneMoreThanTheLimitIsEverInHoweverManyComeAtOnce() throws Exception {
        assertThat(mostAtOnce(subscribers(1, 100), () -> new UUID(1, devices.incrementAndGet())))
                .isEqualTo(1);
        assertThat(mostAtOnce(subscribers(100, 1), () -> new UUID(1, 1))).isEqualTo(1);
    }

    @Test
    void whoIsRefusedForTheAccountTakesNoRoomOfOthers() {
        Subscribers subscribers = subscribers(2, 1);
        subscribers.add(of(new UUID(1, 1)));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> subscribers.add(of(new UUID(1, 1)))).isInstanceOf(RateLimited.class);
        }
        subscribers.add(of(new UUID(1, 2)));
    }

    @Test
    void heartbeatsAreSpreadAndEachDeviceHasOneInAnInterval() {
        Subscribers subscribers = subscribers(3_000, 3_000);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Line line = new Line();
            lines.add(line);
            Subscriber subscriber = of(new UUID(1, 1), line);
            subscribers.add(subscriber);
            subscriber.open();
            line.takeAll();
        }
        Heartbeats heartbeats = new Heartbeats(subscribers);
        int before = 0;
        for (int part = 0; part < Heartbeats.PARTS; part++) {
            heartbeats.beat();
            int beats = (int)
                    lines.stream().filter(line -> line.sent.contains("beat")).count();
            assertThat(beats - before).as("in one moment").isLessThan(200);
            before = beats;
        }
        assertThat(lines)
                .allMatch(line -> line.sent.stream().filter("beat"::equals).count() == 1);
    }

    /** Threads that come and go without a pause. */
    private int mostAtOnce(Subscribers subscribers, Supplier<UUID> accounts) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                ends.add(threads.submit(() -> {
                    for (int n = 0; n < 10_000; n++) {
                        Subscriber one = of(accounts.get());
                        if (isAdmitted(subscribers, one)) {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            for (int spins = 0; spins < 200; spins++) {
                                Thread.onSpinWait();
                            }
                            inside.decrementAndGet();
                            subscribers.remove(one);
                        }
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
            assertThat(subscribers.all()).isEmpty();
            return most.get();
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean isAdmitted(Subscribers subscribers, Subscriber one) {
        try {
            subscribers.add(one);
            return true;
        } catch (Unavailable | RateLimited e) {
            return false;
        }
    }

    private Subscribers subscribers(int connections, int perAccount) {
        Duration some = Duration.ofSeconds(1);
        return new Subscribers(
                new PushSettings(connections, perAccount, 4, some, some, some, Duration.ofHours(1), some), metrics);
    }

    private Subscriber of(UUID account) {
        return of(account, new Line());
    }

    private Subscriber of(UUID account, Line line) {
        UUID device = new UUID(9, devices.incrementAndGet());
        Address address = new Address(account, device, account, Kind.WEBSOCKET, Instant.EPOCH);
        return new Subscriber(address, 0, line, () -> Instant.EPOCH, metrics);
    }
}
