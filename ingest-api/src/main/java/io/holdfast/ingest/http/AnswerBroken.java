package io.holdfast.ingest.http;

import java.io.IOException;
import org.apache.coyote.CloseNowException;

/**
 * Something failed after the first byte of an answer had left: the connection is closed, for nothing else can be said any more. The
 * container does so and leaves it to us what is logged.
 */
public final class AnswerBroken extends CloseNowException {
    private static final long serialVersionUID = 1L;

    public AnswerBroken(Throwable cause) {
        super("an answer broke off: " + cause.getMessage(), cause);
    }

    /** Whether its reader went away, or was too slow: nothing that an operator could mend. */
    boolean isOfTheReader() {
        return getCause() instanceof IOException;
    }
}
