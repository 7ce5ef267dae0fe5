/**
 * The few PostgreSQL tables that jobs touch, in plain JDBC: reading the journal (relay, gap filling), and the names of {@code
 * block_hint} and {@code live_metric}.
 */
@NullMarked
package io.holdfast.lakehouse.postgres;

import org.jspecify.annotations.NullMarked;
