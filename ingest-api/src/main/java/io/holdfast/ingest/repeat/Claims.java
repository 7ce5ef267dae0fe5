package io.holdfast.ingest.repeat;

import io.holdfast.core.block.BlockId;
import io.holdfast.metadata.answer.AnswerKey;
import io.holdfast.metadata.answer.Claim;
import io.holdfast.metadata.answer.StoredAnswer;
import io.holdfast.metadata.answer.StoredAnswers;
import io.holdfast.metadata.database.Ambient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The claims of this process: renewed while their requests run, however long that takes. How a request ended is noted again until the
 * database takes it. Forgets answers whose lifetime is over.
 */
@Component
class Claims {
    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
    private static final int FORGET_AT_ONCE = 10_000;
    /** Ends that wait for the database, of at most 1 MiB each; the claims of more end by themselves. */
    private static final int MOST_UNNOTED = 64;

    private final StoredAnswers answers;
    private final Ambient ambient;
    private final Map<UUID, AnswerKey> running = new ConcurrentHashMap<>();
    private final Map<UUID, End> unnoted = new ConcurrentHashMap<>();

    Claims(StoredAnswers answers, Ambient ambient) {
        this.answers = answers;
        this.ambient = ambient;
    }

    /**
     * How a request ended.
     *
     * @param answer empty if the request has come to nothing: its key is free again
     * @param body names what was sent, if the claim does not
     */
    record End(AnswerKey key, Optional<StoredAnswer> answer, Optional<BlockId> body) {}

    Claim claim(AnswerKey key, BlockId request) {
        unnoted.forEach((holder, end) -> {
            if (end.key().equals(key)) {
                note(holder, end);
            }
        });
        UUID holder = ambient.newId();
        Claim claim = answers.claim(key, request, holder);
        if (claim instanceof Claim.Granted) {
            running.put(holder, key);
        }
        return claim;
    }

    void end(UUID holder, End end) {
        if (unnoted.size() < MOST_UNNOTED) {
            unnoted.put(holder, end);
        }
        running.remove(holder);
        note(holder, end);
    }

    @Scheduled(fixedRate = 20_000, initialDelay = 20_000)
    void renew() {
        unnoted.forEach(this::note);
        Map<UUID, AnswerKey> held = new HashMap<>(running);
        unnoted.forEach((holder, end) -> held.put(holder, end.key()));
        if (!held.isEmpty()) {
            try {
                answers.renew(held);
            } catch (RuntimeException e) {
                LOG.warn("cannot renew the claims of this process; it is tried again: {}", e.getMessage());
            }
        }
    }

    @Scheduled(fixedDelay = 60 * 60 * 1000L, initialDelay = 60 * 1000L)
    void forget() {
        int forgotten = answers.forget(FORGET_AT_ONCE);
        if (forgotten > 0) {
            LOG.info("forgot {} stored answers older than {} h", forgotten, StoredAnswers.LIFETIME.toHours());
        }
    }

    private void note(UUID holder, End end) {
        try {
            end.answer()
                    .ifPresentOrElse(
                            made -> answers.keep(end.key(), holder, made, end.body()),
                            () -> answers.release(end.key(), holder));
            unnoted.remove(holder);
        } catch (RuntimeException e) {
            LOG.warn("cannot note how a request with a key ended; it is tried again: {}", e.getMessage());
        }
    }
}
