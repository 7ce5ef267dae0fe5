/**
 * The dedup ratio, twice: <em>live</em> as the stream jobs count it in PostgreSQL's {@code live_metric}, within seconds, and
 * <em>exact</em> as the roll-ups last measured it in the lake. Their difference is what was committed in between, or a fault.
 *
 * <p>The ratio is logical bytes by unique bytes. The SQL that an answer prints for PostgreSQL is the SQL that was run.
 */
@NullMarked
package io.holdfast.dashboards.dedup;

import org.jspecify.annotations.NullMarked;
