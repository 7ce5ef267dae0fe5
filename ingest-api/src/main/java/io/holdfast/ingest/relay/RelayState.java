package io.holdfast.ingest.relay;

/** What the relay of this process does. */
enum RelayState {
    STARTING,
    PUBLISHING,
    /** Another process is the relay. */
    STANDING_BY,
    /** Kafka or PostgreSQL does not answer; commits go on and are published later. */
    WAITING_FOR_KAFKA
}
