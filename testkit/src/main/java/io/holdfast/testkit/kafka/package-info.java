/** A real Kafka broker for tests: one child JVM per test JVM, killed with it. */
@NullMarked
package io.holdfast.testkit.kafka;

import org.jspecify.annotations.NullMarked;
