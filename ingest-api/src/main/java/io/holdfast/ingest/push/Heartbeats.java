package io.holdfast.ingest.push;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** Proves idle connections alive, each once in an interval, but not all in one moment: those whose turn it is. One thread. */
@Component
final class Heartbeats {
    /** Parts of an interval. */
    static final int PARTS = 30;

    private final Subscribers subscribers;
    private int part;

    Heartbeats(Subscribers subscribers) {
        this.subscribers = subscribers;
    }

    /** How long a part is, of such an interval. */
    static Duration partOf(Duration interval) {
        return interval.dividedBy(PARTS);
    }

    /** Beats for those whose part comes next. */
    void beat() {
        part = (part + 1) % PARTS;
        subscribers.all().stream().filter(one -> partOf(one) == part).forEach(Subscriber::beat);
    }

    private static int partOf(Subscriber subscriber) {
        return Math.floorMod(subscriber.address().device().hashCode(), PARTS);
    }
}
