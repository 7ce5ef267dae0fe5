/**
 * The jobs' side of Kafka: reading journal topics from their beginning, sending dead letters, and watching the topics' ids. Kafka
 * is a cache of PostgreSQL's journal here; it may be wiped at any time.
 */
@NullMarked
package io.holdfast.streams.kafka;

import org.jspecify.annotations.NullMarked;
