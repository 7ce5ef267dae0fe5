package io.holdfast.ingest.account;

import io.holdfast.ingest.account.AccountApi.Tokens;
import io.holdfast.metadata.account.Session;
import io.holdfast.metadata.account.TokenHash;
import io.holdfast.metadata.account.TokenPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.springframework.stereotype.Component;

/** Makes tokens: 256 random bits each, shown once to the client and kept as a hash. */
@Component
class TokenMint {
    static final Duration ACCESS_LIFE = Duration.ofHours(1);
    static final Duration REFRESH_LIFE = Duration.ofDays(90);
    private static final int TOKEN_BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    Fresh fresh(Instant now) {
        return new Fresh(token(), token(), now);
    }

    private String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Two tokens that nobody has seen yet. */
    record Fresh(String access, String refresh, Instant madeAt) {
        TokenPair kept() {
            return new TokenPair(
                    TokenHash.of(access), madeAt.plus(ACCESS_LIFE), TokenHash.of(refresh), madeAt.plus(REFRESH_LIFE));
        }

        Tokens answer(Session session) {
            return new Tokens(
                    access, "Bearer", ACCESS_LIFE.toSeconds(), refresh, session.deviceId(), session.accountId());
        }

        @Override
        public String toString() {
            return "Fresh";
        }
    }
}
