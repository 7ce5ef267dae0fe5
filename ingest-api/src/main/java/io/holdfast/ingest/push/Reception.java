package io.holdfast.ingest.push;

import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.push.Subscriber.Address;
import io.holdfast.ingest.sync.Positions.Place;
import io.holdfast.metadata.entry.Journal;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Lets devices in: registers them first and looks what is new to them after, so that nothing falls between. */
@Component
final class Reception {
    /** A device that has to read on whatever comes was told nothing. */
    private static final long NOTHING = -1;

    private final Subscribers subscribers;
    private final Journal journal;
    private final InstantSource clock;
    private final PushMetrics metrics;

    Reception(Subscribers subscribers, Journal journal, InstantSource clock, PushMetrics metrics) {
        this.subscribers = subscribers;
        this.journal = journal;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Registered, but its wire is not used before {@link Subscriber#open()}. */
    Subscriber admit(Caller caller, Place place, Kind kind, Wire wire) {
        Address address =
                new Address(caller.accountId(), caller.deviceId(), place.namespaceId(), kind, clock.instant());
        Subscriber subscriber =
                new Subscriber(address, place.unread() ? NOTHING : place.afterSeq(), wire, clock, metrics);
        subscribers.add(subscriber);
        try {
            long news = place.unread()
                    ? journal.head(place.namespaceId())
                    : journal.lastOfOthers(place.namespaceId(), place.afterSeq(), caller.deviceId());
            subscriber.tell(news);
        } catch (RuntimeException e) {
            subscribers.remove(subscriber);
            throw e;
        }
        return subscriber;
    }
}
