package io.holdfast.lakehouse.topic;

/**
 * Headers of a message of {@link Topic#DEAD_LETTERS}, as UTF-8 text. Key and value are those of the message that could not be
 * processed, byte for byte, so that it can be sent again.
 */
public enum DeadLetterHeader {
    /** What is wrong with it. */
    REASON("reason"),
    /** The job that gave it up. */
    JOB("job"),
    /** Where it lay. */
    TOPIC("source-topic"),
    /** Likewise, -1 if it did not come over a topic. */
    PARTITION("source-partition"),
    /** Likewise. */
    OFFSET("source-offset");

    private final String headerName;

    DeadLetterHeader(String headerName) {
        this.headerName = headerName;
    }

    public String headerName() {
        return headerName;
    }
}
