package io.holdfast.ingest.account;

import io.holdfast.metadata.account.Sessions;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets tokens long after they expired: until then the re-use of an old one is still noticed. */
@Component
class TokenCleaner {
    private static final Logger LOG = LoggerFactory.getLogger(TokenCleaner.class);
    private static final Duration KEPT = Duration.ofDays(30);

    private final Sessions sessions;
    private final InstantSource clock;

    TokenCleaner(Sessions sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 6 * 60 * 60 * 1000L, initialDelay = 10 * 60 * 1000L)
    void forgetOldTokens() {
        int forgotten = sessions.forgetExpired(clock.instant().minus(KEPT));
        if (forgotten > 0) {
            LOG.info("forgot {} tokens that expired more than {} days ago", forgotten, KEPT.toDays());
        }
    }
}
