/**
 * State and timers around the decisions of {@code logic}. Each operator has a uid that never changes and sends what it cannot
 * process to the side, never to the floor. Fields that Flink sets in {@code open} are transient and never null after it.
 */
@NullMarked
package io.holdfast.streams.operator;

import org.jspecify.annotations.NullMarked;
