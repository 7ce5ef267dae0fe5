package io.holdfast.ingest.repeat;

import io.holdfast.core.block.BlockId;
import io.holdfast.metadata.answer.AnswerKey;
import io.holdfast.metadata.answer.Claim;
import io.holdfast.metadata.answer.StoredAnswer;
import io.holdfast.metadata.answer.StoredAnswers;
import io.holdfast.metadata.database.Ambient;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The claims of this process: renewed while it lives, however long a request takes. Forgets answers whose lifetime is over. */
@Component
class Claims {
    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
    private static final int FORGET_AT_ONCE = 10_000;

    private final StoredAnswers answers;
    private final UUID process;
    private final AtomicInteger open = new AtomicInteger();

    Claims(StoredAnswers answers, Ambient ambient) {
        this.answers = answers;
        this.process = ambient.newId();
    }

    Claim claim(AnswerKey key, BlockId request) {
        Claim claim = answers.claim(key, request, process);
        if (claim instanceof Claim.Granted) {
            open.incrementAndGet();
        }
        return claim;
    }

    /** @param answer empty if the request has come to nothing: its key is free again */
    void end(AnswerKey key, Optional<StoredAnswer> answer) {
        open.decrementAndGet();
        try {
            answer.ifPresentOrElse(made -> answers.keep(key, process, made), () -> answers.release(key, process));
        } catch (RuntimeException e) {
            LOG.warn("cannot note how a request with a key ended; its claim ends by itself: {}", e.getMessage());
        }
    }

    @Scheduled(fixedRate = 20_000, initialDelay = 20_000)
    void renew() {
        if (open.get() > 0) {
            try {
                answers.renew(process);
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
}
