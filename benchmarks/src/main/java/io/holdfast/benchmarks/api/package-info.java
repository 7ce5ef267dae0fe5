/**
 * The running API under load, beside what bounds it: an answer that does nothing, and PostgreSQL committing one row. {@link
 * io.holdfast.benchmarks.api.Wire} is one kept-alive connection that costs next to nothing, so that the two cores are the
 * server's; {@link io.holdfast.benchmarks.api.Load} drives some of them.
 */
@NullMarked
package io.holdfast.benchmarks.api;

import org.jspecify.annotations.NullMarked;
