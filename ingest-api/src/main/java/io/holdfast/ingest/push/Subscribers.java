package io.holdfast.ingest.push;

import io.holdfast.core.error.HoldfastException.RateLimited;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.ingest.settings.PushSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Who is connected to this process. Safe for many threads. */
@Component
final class Subscribers {
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final PushSettings settings;
    private final PushMetrics metrics;
    private final Map<UUID, List<Subscriber>> byAccount = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean stopping;

    Subscribers(PushSettings settings, PushMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
    }

    /**
     * Whether there is room for one more; {@link #add} looks again.
     *
     * @throws RateLimited if the account has too many
     * @throws Unavailable if this process has, or stops
     */
    void checkRoom(UUID account) {
        if (stopping || count.get() >= settings.connections()) {
            throw tooMany();
        }
        requireRoom(of(account));
    }

    /**
     * Ends the oldest of the device if it has too many now.
     *
     * @throws RateLimited if the account has too many
     * @throws Unavailable if this process has, or stops
     */
    void add(Subscriber subscriber) {
        if (count.getAndUpdate(before -> Math.min(before + 1, settings.connections())) >= settings.connections()) {
            throw tooMany();
        }
        List<Subscriber> now;
        try {
            now = byAccount.compute(
                    subscriber.address().account(),
                    (account, before) -> plus(before == null ? List.of() : before, subscriber));
        } catch (RateLimited e) {
            count.decrementAndGet();
            throw e;
        }
        metrics.opened(subscriber.address().kind());
        if (stopping) {
            remove(subscriber);
            throw tooMany();
        }
        List<Subscriber> sameDevice = now.stream()
                .filter(other ->
                        other.address().device().equals(subscriber.address().device()))
                .toList();
        sameDevice.stream()
                .limit(Math.max(0, sameDevice.size() - settings.connectionsPerDevice()))
                .forEach(oldest -> end(oldest, Ending.REPLACED));
    }

    /** Safe to repeat. */
    void remove(Subscriber subscriber) {
        byAccount.computeIfPresent(subscriber.address().account(), (account, before) -> {
            List<Subscriber> after =
                    before.stream().filter(other -> other != subscriber).toList();
            if (after.size() < before.size()) {
                count.decrementAndGet();
                metrics.left(subscriber.address().kind());
            }
            return after.isEmpty() ? null : after;
        });
    }

    void end(Subscriber subscriber, Ending why) {
        remove(subscriber);
        subscriber.close(why);
    }

    /** From now on nobody is let in. */
    void endAll() {
        stopping = true;
        all().forEach(subscriber -> end(subscriber, Ending.RESTART));
    }

    List<Subscriber> of(UUID account) {
        return byAccount.getOrDefault(account, List.of());
    }

    List<Subscriber> all() {
        return byAccount.values().stream().flatMap(Collection::stream).toList();
    }

    private List<Subscriber> plus(List<Subscriber> before, Subscriber one) {
        requireRoom(before);
        List<Subscriber> after = new ArrayList<>(before.size() + 1);
        after.addAll(before);
        after.add(one);
        return List.copyOf(after);
    }

    private void requireRoom(List<Subscriber> ofAccount) {
        if (ofAccount.size() >= settings.connectionsPerAccount()) {
            throw new RateLimited(
                    "an account has at most " + settings.connectionsPerAccount() + " waiting connections", RETRY);
        }
    }

    private static Unavailable tooMany() {
        return new Unavailable("this server waits for too many devices already; ask delta now and then instead");
    }
}
