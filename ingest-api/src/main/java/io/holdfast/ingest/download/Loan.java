package io.holdfast.ingest.download;

import io.holdfast.ingest.http.Turns;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A verified block in memory, until it is closed by whoever has it or called in because others wait. Safe for many threads. */
final class Loan implements AutoCloseable {
    private final Turns.Turn turn;
    private final Instant since;
    private @Nullable ByteBuffer block;

    Loan(ByteBuffer block, Turns.Turn turn, Instant since) {
        this.block = block;
        this.turn = turn;
        this.since = since;
    }

    Instant since() {
        return since;
    }

    /**
     * Copies bytes of the block, from {@code from} on and at most up to {@code to}. Whoever sends a copy holds nothing else meanwhile.
     *
     * @return how many; 0 once the block is called in
     */
    synchronized int copy(int from, int to, byte[] into) {
        ByteBuffer bytes = block;
        if (bytes == null) {
            return 0;
        }
        int length = Math.min(to - from, into.length);
        bytes.get(from, into, 0, length);
        return length;
    }

    /** Safe to repeat. */
    @Override
    public synchronized void close() {
        if (block != null) {
            block = null;
            turn.close();
        }
    }
}
