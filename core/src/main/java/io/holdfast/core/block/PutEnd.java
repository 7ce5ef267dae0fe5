package io.holdfast.core.block;

/** How one of several puts ended. */
public sealed interface PutEnd {
    /** It is durable, and lies there. */
    record Durable(Location location) implements PutEnd {}

    /** It is not stored; {@code problem} is what a put alone would have thrown. */
    record Refused(RuntimeException problem) implements PutEnd {}
}
