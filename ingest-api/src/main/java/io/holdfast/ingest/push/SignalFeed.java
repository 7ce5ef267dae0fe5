package io.holdfast.ingest.push;

import io.holdfast.ingest.settings.KafkaSettings;
import io.holdfast.ingest.thread.LoneThread;
import io.holdfast.lakehouse.event.SignalEvent;
import io.holdfast.lakehouse.event.SignalEventCodec;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The thread that reads signals and hands them to the connections of this process. Every process reads all of them, from the end
 * on: nobody shares the work, and nothing is committed, for what was missed {@link HeadWatch} finds.
 */
@Component
final class SignalFeed implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SignalFeed.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final KafkaSettings kafka;
    private final Subscribers subscribers;
    private final InstantSource clock;
    private final PushMetrics metrics;
    private final LoneThread thread = new LoneThread("signals", this::run);

    SignalFeed(KafkaSettings kafka, Subscribers subscribers, InstantSource clock, PushMetrics metrics) {
        this.kafka = kafka;
        this.subscribers = subscribers;
        this.clock = clock;
        this.metrics = metrics;
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
        while (!Thread.currentThread().isInterrupted()) {
            try (SignalConsumer signals = new SignalConsumer(kafka, clock)) {
                signals.seekToEnd();
                listen(signals);
            } catch (KafkaException e) {
                LOG.debug("no signals for now; devices are told by comparison", e);
            }
            metrics.listening(false);
            pause();
        }
    }

    /** A consumer waits for its broker for ever and says nothing; so it is asked. */
    private void listen(SignalConsumer signals) {
        boolean heard = false;
        while (!Thread.currentThread().isInterrupted()) {
            boolean hears = signals.isAnswered();
            if (hears != heard) {
                LOG.info(
                        "signals: {}",
                        hears ? "listening" : "the broker does not answer; devices are told by comparison");
                metrics.listening(hears);
            }
            heard = hears;
            signals.poll().forEach(this::hand);
        }
    }

    private void hand(ConsumerRecord<byte[], byte[]> message) {
        SignalEvent signal;
        try {
            signal = SignalEventCodec.decode(message.value());
        } catch (IllegalArgumentException e) {
            LOG.warn("the signal {}@{} cannot be read: {}", message.partition(), message.offset(), e.getMessage());
            return;
        }
        boolean told = false;
        for (Subscriber subscriber : subscribers.of(signal.account())) {
            if (subscriber.address().namespace().equals(signal.namespace())) {
                told |= subscriber.tell(signal);
            }
        }
        if (told) {
            metrics.pushed(signal.count(), Duration.between(signal.occurredAt(), clock.instant()));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
