package io.holdfast.ingest.push;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.settings.PushSettings;
import io.holdfast.ingest.sync.Positions;
import io.holdfast.ingest.sync.Positions.Place;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.web.context.request.async.DeferredResult;
import tools.jackson.databind.json.JsonMapper;

/** Long polls, event streams and sockets: the same subscription over three wires. */
@Service
class PushService {
    private static final Duration LONGEST_POLL = Duration.ofSeconds(480);
    private static final Duration DEFAULT_POLL = Duration.ofSeconds(30);

    private final Positions positions;
    private final Reception reception;
    private final Subscribers subscribers;
    private final Sockets sockets;
    private final PushSettings settings;
    private final JsonMapper json;

    PushService(
            Positions positions,
            Reception reception,
            Subscribers subscribers,
            Sockets sockets,
            PushSettings settings,
            JsonMapper json) {
        this.positions = positions;
        this.reception = reception;
        this.subscribers = subscribers;
        this.sockets = sockets;
        this.settings = settings;
        this.json = json;
    }

    DeferredResult<LongPoll.Answer> poll(Caller caller, String cursor, @Nullable Long timeoutSeconds) {
        Duration timeout = timeoutSeconds == null ? DEFAULT_POLL : Duration.ofSeconds(timeoutSeconds);
        if (timeout.compareTo(settings.shortestPoll()) < 0 || timeout.compareTo(LONGEST_POLL) > 0) {
            throw new InvalidRequest(
                    "timeout",
                    "'timeout' is between " + settings.shortestPoll().toSeconds() + " and " + LONGEST_POLL.toSeconds()
                            + " seconds");
        }
        LongPoll poll = new LongPoll(timeout);
        Subscriber subscriber = reception.admit(caller, positions.placeOf(caller, cursor), Kind.POLL, poll);
        poll.result().onCompletion(() -> subscribers.remove(subscriber));
        subscriber.open();
        return poll.result();
    }

    void stream(Caller caller, @Nullable String cursor, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Place place = positions.placeOf(caller, cursor);
        EventStream stream = new EventStream(request, response, message -> event(place, message));
        Subscriber subscriber = reception.admit(caller, place, Kind.STREAM, stream);
        Runnable left = () -> subscribers.remove(subscriber);
        try {
            stream.start(subscriber::open, left);
        } catch (IOException | RuntimeException e) {
            left.run();
            stream.close(Ending.OVER);
            throw e;
        }
    }

    void socket(Caller caller, @Nullable String cursor, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        sockets.open(caller, positions.placeOf(caller, cursor), request, response);
    }

    private String event(Place place, Message message) {
        return "id: " + positions.cursorAt(place, message.seq()) + "\nevent: " + message.type() + "\ndata: "
                + json.writeValueAsString(message) + "\n\n";
    }
}
