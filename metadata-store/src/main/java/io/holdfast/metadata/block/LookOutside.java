package io.holdfast.metadata.block;

import io.holdfast.core.error.HoldfastException.Unavailable;
import java.util.function.Supplier;

/**
 * Thrown inside a transaction that needs to know something which must not be found out while locks are held: whether an object is
 * there, whether two files are equal. The transaction rolls back, the question is answered, and the act is done again.
 */
public final class LookOutside extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_ROUNDS = 16;

    private final transient Runnable look;

    /** @param look finds out and notes the answer where the next attempt will find it */
    public LookOutside(Runnable look) {
        super("an answer is needed from outside the transaction", null, false, false);
        this.look = look;
    }

    /** Does the act, which opens its own transaction, as often as it has questions. */
    public static <T> T answering(String act, Supplier<T> body) {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            try {
                return body.get();
            } catch (LookOutside question) {
                question.look.run();
            }
        }
        throw new Unavailable("cannot " + act + ": what it depends on keeps changing; try again");
    }
}
