/**
 * Reading tables of the lake with Iceberg's own reader: the rows of a range of time, and only the files that may hold them.
 *
 * <p>The catalog is opened at the first read, because its libraries are heavy. A table that is not there yet is empty; a lake that
 * does not answer is {@code unavailable}. Answers are kept for seconds ({@link io.holdfast.dashboards.lake.Memo}).
 */
@NullMarked
package io.holdfast.dashboards.lake;

import org.jspecify.annotations.NullMarked;
