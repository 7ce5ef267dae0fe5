/**
 * What every batch job reads and writes with: the Spark session with the catalog of the lake, and PostgreSQL over JDBC. A table of
 * the log is always read at one snapshot, whose number the run records.
 */
@NullMarked
package io.holdfast.batch.lake;

import org.jspecify.annotations.NullMarked;
