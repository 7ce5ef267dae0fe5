package io.holdfast.ingest.relay;

/** How the Kafka that is there compares with the one that the positions speak of. */
enum Adoption {
    /** It is the same. */
    SAME,
    /** There was none before: nothing was ever published. */
    FIRST,
    /** It is another, or was wiped: everything is published again. */
    ANOTHER
}
