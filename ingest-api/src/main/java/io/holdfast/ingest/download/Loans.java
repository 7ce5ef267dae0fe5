package io.holdfast.ingest.download;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.ingest.http.BlockBuffers;
import io.holdfast.ingest.http.Turns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Blocks in memory on their way out, so many at once as the settings allow. A slow reader keeps his block for as long as nobody else
 * waits for one; then it is called in, and he gets it again, read and verified anew, when it is his turn.
 */
@Component
final class Loans {
    /** Nobody's block is called in earlier. */
    static final Duration KEPT = Duration.ofSeconds(1);

    private final Turns turns;
    private final InstantSource clock;
    private final Set<Loan> out = ConcurrentHashMap.newKeySet();

    Loans(BlockBuffers buffers, InstantSource clock) {
        this.turns = buffers.downloads();
        this.clock = clock;
    }

    /** The first block of an answer: its request may be told to come back. */
    Loan first(Supplier<BlockBytes> block) {
        return lend(turns.take(), block);
    }

    /** Of an answer that has begun. */
    Loan another(Supplier<BlockBytes> block) {
        return lend(turns.takeAnother(), block);
    }

    void giveBack(Loan loan) {
        out.remove(loan);
        loan.close();
    }

    @Scheduled(fixedRate = 200)
    void callIn() {
        int waiting = turns.waiting();
        if (waiting == 0) {
            return;
        }
        Instant latest = clock.instant().minus(KEPT);
        out.stream()
                .filter(loan -> !loan.since().isAfter(latest))
                .sorted(Comparator.comparing(Loan::since))
                .limit(waiting)
                .forEach(this::giveBack);
    }

    private Loan lend(Turns.Turn turn, Supplier<BlockBytes> block) {
        Loan loan;
        try {
            loan = new Loan(block.get().buffer(), turn, clock.instant());
        } catch (RuntimeException e) {
            turn.close();
            throw e;
        }
        out.add(loan);
        return loan;
    }
}
