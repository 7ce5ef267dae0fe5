package io.holdfast.ingest.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.holdfast.metadata.account.Session;
import io.holdfast.metadata.account.Sessions;
import io.holdfast.metadata.account.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Whom access tokens speak for. A token that was good is taken at its word for one second, so that a client that calls often does not
 * ask PostgreSQL each time. A log-in that ends in this process ends at once; one that ends in another process ends here a second
 * later at most. Thread safe.
 */
@Component
class KnownTokens {
    static final Duration TRUSTED = Duration.ofSeconds(1);
    private static final int MAX_TOKENS = 50_000;

    private final Sessions sessions;
    private final InstantSource clock;
    private final Cache<TokenHash, Known> known = Caffeine.newBuilder()
            .maximumSize(MAX_TOKENS)
            .expireAfterWrite(TRUSTED)
            .build();
    /** Longer than anything that was read before the end, and is written down after it, is trusted. */
    private final Cache<UUID, Instant> ended =
            Caffeine.newBuilder().expireAfterWrite(TRUSTED.multipliedBy(60)).build();

    private record Known(Session session, Instant since) {}

    KnownTokens(Sessions sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Whom this access token speaks for, if it is good. */
    Optional<Session> session(TokenHash token) {
        Instant now = clock.instant();
        Known before = known.getIfPresent(token);
        if (before != null && isTrusted(before, now)) {
            return Optional.of(before.session());
        }
        Optional<Session> session = sessions.byAccessToken(token, now);
        session.ifPresent(good -> known.put(token, new Known(good, now)));
        return session;
    }

    /** By the clock, which may have been set: an answer from the future is worth nothing. */
    private boolean isTrusted(Known before, Instant now) {
        return !now.isBefore(before.since())
                && now.isBefore(before.since().plus(TRUSTED))
                && ended.getIfPresent(before.session().deviceId()) == null;
    }

    @EventListener
    void ended(DeviceEnded event) {
        ended.put(event.deviceId(), clock.instant());
    }
}
