package io.holdfast.ingest.http;

/** Something failed after the first byte of an answer had left: the connection is closed, for nothing else can be said any more. */
public final class AnswerBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AnswerBroken(Throwable cause) {
        super("an answer broke off: " + cause.getMessage(), cause);
    }
}
