/**
 * The Kafka broker: formatting its directory when it is new or was wiped, and asking it whether it serves.
 *
 * <p>A wiped directory gets a new cluster id. That is how the relay knows that it must publish everything again.
 */
@NullMarked
package io.holdfast.standalone.kafka;

import org.jspecify.annotations.NullMarked;
