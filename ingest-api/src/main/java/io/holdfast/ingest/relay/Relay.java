package io.holdfast.ingest.relay;

import io.holdfast.ingest.settings.KafkaSettings;
import io.holdfast.ingest.thread.LoneThread;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The thread that is the relay, or waits to become it. Whatever fails, it begins anew after a pause. */
@Component("journalRelay")
final class Relay implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final DataSource database;
    private final Outbox outbox;
    private final KafkaSettings kafka;
    private final InstantSource clock;
    private final JournalSignal signal;
    private final Counter published;
    private final AtomicLong lag = new AtomicLong();
    private volatile RelayState state = RelayState.STARTING;
    private final LoneThread thread = new LoneThread("relay", this::run);

    Relay(
            DataSource database,
            Outbox outbox,
            KafkaSettings kafka,
            InstantSource clock,
            JournalSignal signal,
            MeterRegistry metrics) {
        this.database = database;
        this.outbox = outbox;
        this.kafka = kafka;
        this.clock = clock;
        this.signal = signal;
        this.published = Counter.builder("holdfast.relay.published")
                .description("Journal rows that Kafka has acknowledged")
                .register(metrics);
        Gauge.builder("holdfast.relay.lag", lag, AtomicLong::doubleValue)
                .description("Journal rows that are not published yet, as last looked")
                .register(metrics);
    }

    RelayState state() {
        return state;
    }

    long lag() {
        return lag.get();
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        thread.stop();
    }

    @Override
    public boolean isRunning() {
        return thread.isRunning();
    }

    private void run() {
        try {
            while (!Thread.interrupted()) {
                oneTurn();
                signal.await(PAUSE);
                if (state == RelayState.WAITING_FOR_KAFKA) {
                    lag.set(lagOrLast());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the relay stops");
        }
    }

    /** Returns when something failed or another process is the relay. */
    private void oneTurn() throws InterruptedException {
        try {
            Optional<RelayLock> taken = RelayLock.tryTake(database);
            if (taken.isEmpty()) {
                become(RelayState.STANDING_BY, "another process is the relay");
                return;
            }
            try (RelayLock lock = taken.get();
                    RelayTurn turn = new RelayTurn(lock.connection(), outbox, kafka, clock)) {
                work(turn);
            }
        } catch (SQLException | RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            LOG.debug("the relay begins anew", e);
            become(RelayState.WAITING_FOR_KAFKA, String.valueOf(e.getMessage()));
        }
    }

    private void work(RelayTurn turn) throws SQLException, InterruptedException {
        while (true) {
            int rows = turn.publishSome();
            become(RelayState.PUBLISHING, "publishing the journal");
            published.increment(rows);
            if (rows == 0) {
                lag.set(0);
                signal.await(POLL);
            } else {
                lag.set(outbox.lag());
            }
        }
    }

    private void become(RelayState next, String why) {
        if (state != next) {
            state = next;
            LOG.info("relay: {} ({})", next, why);
        }
    }

    private long lagOrLast() {
        try {
            return outbox.lag();
        } catch (RuntimeException e) {
            return lag.get();
        }
    }
}
