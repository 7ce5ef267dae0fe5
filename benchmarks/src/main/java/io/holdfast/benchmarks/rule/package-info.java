/**
 * Cut rules to hold against {@code cdc-v1}: the two profiles as the product has them, FastCDC and the other candidates of
 * {@code docs/adr/0001-cdc-v1.md}. All of them cut 1 to 8 MiB and look at bytes in memory.
 */
@NullMarked
package io.holdfast.benchmarks.rule;

import org.jspecify.annotations.NullMarked;
