package io.holdfast.ingest.push;

import io.holdfast.ingest.push.Subscriber.Address;
import io.holdfast.lakehouse.event.SignalEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SubscriberTest {
    private static final UUID ACCOUNT = new UUID(1, 1);
    private static final UUID NAMESPACE = new UUID(2, 2);
    private static final UUID OWN = new UUID(3, 3);
    private static final UUID OTHER = new UUID(4, 4);

    private final Line line = new Line();
    private Instant now = Instant.EPOCH;

    @Test
    void isToldOfOthersChangesOnceAndNeverOfItsOwn() {
        Subscriber subscriber = opened(5);
        assertThat(subscriber.tell(signal(6, OWN))).isFalse();
        assertThat(subscriber.tell(signal(7, OTHER))).isTrue();
        assertThat(subscriber.tell(signal(7, OTHER))).as("a repeat").isFalse();
        assertThat(subscriber.tell(signal(4, OTHER)))
                .as("what it knew when it came")
                .isFalse();
        line.takeAll();
        assertThat(line.sent).containsExactly("ready 5 []", "changed 7 [7]");
    }

    @Test
    void ofAMixedSignalItSeesWhatOthersDid() {
        Subscriber subscriber = opened(5);
        line.takeAll();
        subscriber.tell(signal(6, OTHER, OWN, OTHER));
        line.takeAll();
        assertThat(line.sent).containsExactly("ready 5 []", "changed 8 [6, 8]");
        assertThat(line.last().originDeviceId()).isEqualTo(OTHER);
        subscriber.tell(signal(9, OTHER, new UUID(5, 5)));
        line.takeAll();
        assertThat(line.last().originDeviceId()).as("two devices").isNull();
    }

    @Test
    void aSlowDeviceIsToldInOneMessageInTheEnd() {
        Subscriber subscriber = opened(0);
        for (int seq = 1; seq <= 100; seq++) {
            subscriber.tell(signal(seq, OTHER));
        }
        line.takeAll();
        assertThat(line.sent).hasSizeLessThanOrEqualTo(2 + Mailbox.MOST);
        assertThat(line.last().seq()).isEqualTo(100);
        assertThat(line.sent)
                .containsExactly(
                        "ready 0 []", "changed 97 []", "changed 98 [98]", "changed 99 [99]", "changed 100 [100]");
    }

    @Test
    void nothingIsSentBeforeItIsOpen() {
        Subscriber subscriber = subscriber(0);
        subscriber.tell(3);
        assertThat(line.sent).isEmpty();
        subscriber.open();
        line.takeAll();
        assertThat(line.sent).containsExactly("ready 0 []", "changed 3 []");
    }

    @Test
    void whatIsSettledIsNotTold() {
        Subscriber subscriber = opened(0);
        subscriber.settle(10);
        subscriber.tell(signal(10, OTHER));
        subscriber.tell(signal(11, OTHER));
        line.takeAll();
        assertThat(line.sent).containsExactly("ready 0 []", "changed 11 [11]");
    }

    @Test
    void anIdleConnectionIsProvedAndAStuckOneEnded() {
        Subscriber subscriber = opened(0);
        line.takeAll();
        subscriber.beat();
        assertThat(line.sent).containsExactly("ready 0 []", "beat");
        subscriber.beat();
        assertThat(line.sent).as("the beat has not left yet").hasSize(2);
        now = now.plus(Duration.ofSeconds(61));
        subscriber.beat();
        assertThat(line.ended).containsExactly(Ending.SLOW);
        subscriber.tell(5);
        assertThat(line.sent).hasSize(2);
    }

    private Subscriber opened(long toldSeq) {
        Subscriber subscriber = subscriber(toldSeq);
        subscriber.open();
        return subscriber;
    }

    private Subscriber subscriber(long toldSeq) {
        return new Subscriber(
                new Address(ACCOUNT, OWN, NAMESPACE, Kind.WEBSOCKET, now),
                toldSeq,
                line,
                () -> now,
                new PushMetrics(new SimpleMeterRegistry()));
    }

    private static SignalEvent signal(long firstSeq, UUID... devices) {
        return Signalled.by(ACCOUNT, NAMESPACE, firstSeq, devices);
    }
}
