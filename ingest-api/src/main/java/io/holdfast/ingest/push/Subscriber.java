package io.holdfast.ingest.push;

import io.holdfast.lakehouse.event.SignalEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One connection of a device: what it has been told, what waits for it, and the wire to it. Safe for many threads. */
final class Subscriber {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Address address;
    private final Wire wire;
    private final InstantSource clock;
    private final PushMetrics metrics;
    private final Mailbox mailbox = new Mailbox();
    private long toldSeq;
    private boolean closed;
    /** Since when something is on its way; until it is opened, that is so from the start. */
    private @Nullable Instant sendingSince;

    /** Whose connection it is, and since when. */
    record Address(UUID account, UUID device, UUID namespace, Kind kind, Instant openedAt) {}

    /** @param toldSeq what the device knows by itself */
    Subscriber(Address address, long toldSeq, Wire wire, InstantSource clock, PushMetrics metrics) {
        this.address = address;
        this.toldSeq = toldSeq;
        this.wire = wire;
        this.clock = clock;
        this.metrics = metrics;
        this.sendingSince = address.openedAt();
        if (address.kind() != Kind.POLL) {
            mailbox.add(Message.ready(address.namespace(), Math.max(0, toldSeq)));
        }
    }

    Address address() {
        return address;
    }

    synchronized long toldSeq() {
        return toldSeq;
    }

    /** From now on the wire may be used. */
    void open() {
        sent();
    }

    /** @return whether there was something in it for this device */
    boolean tell(SignalEvent signal) {
        Message next;
        synchronized (this) {
            Optional<Message> message = Telling.of(signal, address.device(), toldSeq);
            if (message.isEmpty() || !post(message.get())) {
                return false;
            }
            next = begin();
        }
        send(next);
        return true;
    }

    /** Others have changed something, up to this number; what, the device has to ask. */
    void tell(long seq) {
        Message next;
        synchronized (this) {
            if (!post(Message.changed(address.namespace(), seq))) {
                return;
            }
            next = begin();
        }
        send(next);
    }

    /** The journal up to here holds nothing that this device has to be told. */
    synchronized void settle(long seq) {
        toldSeq = Math.max(toldSeq, seq);
    }

    /** Proves the connection alive if it is idle; ends it if it has been stuck for too long. */
    void beat() {
        boolean stuck;
        synchronized (this) {
            Instant now = clock.instant();
            Instant since = sendingSince;
            stuck = since != null && now.isAfter(since.plus(PATIENCE));
            if (closed || (since != null && !stuck)) {
                return;
            }
            sendingSince = now;
        }
        if (stuck) {
            close(Ending.SLOW);
        } else {
            wire.beat(this::sent);
        }
    }

    /** Safe to repeat. */
    void close(Ending why) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        metrics.ended(why);
        wire.close(why);
    }

    /** Call with the lock held. */
    private boolean post(Message message) {
        if (closed || message.seq() <= toldSeq) {
            return false;
        }
        toldSeq = message.seq();
        metrics.shrunk(mailbox.add(message));
        return true;
    }

    /** The next message if none is on its way. Call with the lock held. */
    private @Nullable Message begin() {
        if (closed || sendingSince != null) {
            return null;
        }
        Message next = mailbox.next();
        sendingSince = next == null ? null : clock.instant();
        return next;
    }

    /** Outside of the lock, for the wire may be done at once. */
    private void send(@Nullable Message message) {
        if (message != null) {
            metrics.sent(address.kind());
            wire.send(message, this::sent);
        }
    }

    private void sent() {
        Message next;
        synchronized (this) {
            sendingSince = null;
            next = begin();
        }
        send(next);
    }
}
