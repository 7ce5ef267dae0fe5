/**
 * The relay: publishes the journal of every namespace to Kafka, in order, at least once.
 *
 * <p>One relay at a time in the whole installation, by an advisory lock of PostgreSQL. A position moves only after Kafka has
 * acknowledged what lies below it, and never back, but for one case: another cluster or another topic means that Kafka lost everything, and
 * everything PostgreSQL holds is published again. Commits never wait for Kafka.
 */
@NullMarked
package io.holdfast.ingest.relay;

import org.jspecify.annotations.NullMarked;
