/**
 * What the jobs do in PostgreSQL: fill gaps from the journal, and write {@code block_hint} and {@code live_metric}. Rows carry
 * absolute values guarded by (count epoch, position), so they may be written any number of times.
 */
@NullMarked
package io.holdfast.streams.postgres;

import org.jspecify.annotations.NullMarked;
