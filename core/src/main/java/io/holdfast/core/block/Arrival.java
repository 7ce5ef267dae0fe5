package io.holdfast.core.block;

/** What came of the offer of a direct put. */
public sealed interface Arrival {
    /** The block is there, durable and with the right bytes. */
    record Whole(Location location) implements Arrival {}

    /** Nothing is there, or not yet. */
    record Absent() implements Arrival {}

    /** Something else has the name; nobody who was offered it can have put it there. */
    record Wrong(String why) implements Arrival {}
}
