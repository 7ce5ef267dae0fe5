package io.holdfast.ingest.account;

import io.holdfast.core.error.HoldfastException.RateLimited;
import io.holdfast.ingest.access.Origin;
import io.holdfast.ingest.audit.AuditTrail;
import io.holdfast.ingest.settings.IngestSettings;
import io.holdfast.metadata.audit.AuditAct;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/** Argon2id, and no more of it at once than the machine can bear: whoever waits too long is told to come back. */
@Component
class Passwords {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 << 10;
    private static final int PASSES = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final AuditTrail audit;
    private final Semaphore turns;
    private final String nobodys;

    Passwords(IngestSettings settings, AuditTrail audit) {
        this.audit = audit;
        this.turns = new Semaphore(settings.passwordHashes(), true);
        this.nobodys = encode("");
    }

    String hash(String password, Origin origin) {
        return inTurn(origin, () -> encode(password));
    }

    boolean matches(String password, String hash, Origin origin) {
        return inTurn(origin, () -> argon2.matches(composed(password), hash));
    }

    /** Takes as long as a real comparison, so that nobody learns from the clock which addresses have accounts. */
    void compareWithNobodys(String password, Origin origin) {
        matches(password, nobodys, origin);
    }

    private String encode(String password) {
        return Objects.requireNonNull(argon2.encode(composed(password)));
    }

    /** Keyboards and systems differ in how they write an accent; the password is the same. */
    private static String composed(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private <T> T inTurn(Origin origin, Supplier<T> work) {
        try {
            if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                audit.refused(AuditAct.HASHING_REFUSED, Optional.empty(), "too many passwords at once", origin);
                throw new RateLimited("too many log-ins at once; try again", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RateLimited("the server is stopping; try again", PATIENCE);
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
