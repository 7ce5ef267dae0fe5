/**
 * The lake without Spark: how far the log is, what a batch run decided, and the books of the collector. Small reads and appends by
 * Iceberg's generic reader and writer; whatever looks at the whole history is a batch run.
 */
@NullMarked
package io.holdfast.gc.lake;

import org.jspecify.annotations.NullMarked;
