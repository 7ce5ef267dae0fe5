package io.holdfast.ingest.push;

/** The way to one device. Sends one thing at a time; never blocks; a failure ends it. */
interface Wire {
    /** @param done runs when the next may be sent; never, if it fails */
    void send(Message message, Runnable done);

    /** Sends something that means nothing, so that a dead connection is noticed. */
    void beat(Runnable done);

    /** Safe to repeat. */
    void close(Ending why);
}
