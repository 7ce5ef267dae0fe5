/**
 * The Iceberg tables and the catalog that holds them. Event tables are appended by the stream jobs, exactly once; state, ops and
 * gold tables are written by the batch jobs.
 */
@NullMarked
package io.holdfast.lakehouse.table;

import org.jspecify.annotations.NullMarked;
