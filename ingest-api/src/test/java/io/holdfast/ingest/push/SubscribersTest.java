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
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How many may be connected, and when each of them is proved alive. */
class SubscribersTest {
    private static final int THREADS = 2;
    private static final int ROUNDS = 16_000;

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
        assertThat(mostAtOnce(subscribers(1, 100), () -> new UUID(1, devices.incrementAndGet()), ROUNDS))
                .isEqualTo(1);
        assertThat(mostAtOnce(subscribers(100, 1), () -> new UUID(1, 1), ROUNDS / 10))
                .isEqualTo(1);
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

    /**
     * Rounds of two threads that ask at the same moment, with room for one. No hook stands between the look and the count, so nothing can
     * force them to meet there: that they do in some of so many rounds is what shows a look and a count that are two steps.
     */
    private int mostAtOnce(Subscribers subscribers, Supplier<UUID> accounts, int rounds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            AtomicInteger ready = new AtomicInteger();
            AtomicIntegerArray admitted = new AtomicIntegerArray(rounds);
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                ends.add(threads.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        Subscriber one = of(accounts.get());
                        meet(ready, 2 * round + 1);
                        boolean in = isAdmitted(subscribers, one);
                        if (in) {
                            admitted.incrementAndGet(round);
                        }
                        meet(ready, 2 * round + 2);
                        subscribers.remove(one);
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
            assertThat(subscribers.all()).isEmpty();
            return IntStream.range(0, rounds).map(admitted::get).max().orElseThrow();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Goes on once all threads have come here so many times. */
    private static void meet(AtomicInteger ready, int times) {
        ready.incrementAndGet();
        for (int spins = 1; ready.get() < THREADS * times; spins++) {
            if (spins % 500 == 0) {
                LockSupport.parkNanos(1_000); // the other one may have no core
            }
            Thread.onSpinWait();
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
