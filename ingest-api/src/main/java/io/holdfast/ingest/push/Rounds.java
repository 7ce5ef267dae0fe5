package io.holdfast.ingest.push;

import io.holdfast.ingest.settings.PushSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What is done again and again for all connections, on one thread. Stops before the web server does, which would wait for open
 * connections.
 */
@Component
final class Rounds implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final Subscribers subscribers;
    private final HeadWatch heads;
    private final DeviceWatch devices;
    private final Heartbeats heartbeats;
    private final PushSettings settings;
    private @Nullable ScheduledThreadPoolExecutor thread;
    private List<Future<?>> tasks = List.of();

    Rounds(
            Subscribers subscribers,
            HeadWatch heads,
            DeviceWatch devices,
            Heartbeats heartbeats,
            PushSettings settings) {
        this.subscribers = subscribers;
        this.heads = heads;
        this.devices = devices;
        this.heartbeats = heartbeats;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        ScheduledThreadPoolExecutor rounds =
                new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "push-rounds"));
        thread = rounds;
        tasks = List.of(
                every(rounds, settings.compareHeads(), "comparing heads", heads::look),
                every(rounds, settings.checkDevices(), "looking for revoked devices", devices::look),
                every(rounds, Heartbeats.partOf(settings.heartbeat()), "heartbeats", heartbeats::beat));
    }

    @Override
    public synchronized void stop() {
        ScheduledThreadPoolExecutor rounds = thread;
        thread = null;
        if (rounds != null) {
            tasks.forEach(task -> task.cancel(false));
            rounds.shutdown();
        }
        subscribers.endAll();
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private static Future<?> every(ScheduledThreadPoolExecutor rounds, Duration pause, String what, Runnable task) {
        Runnable again = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.warn("{} failed and is tried again: {}", what, e.toString());
            }
        };
        return rounds.scheduleWithFixedDelay(again, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }
}
