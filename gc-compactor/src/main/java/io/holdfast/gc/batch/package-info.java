/**
 * Batch runs: each is a JVM of its own, forked here and ended with this process. One at a time, because each takes its heap for
 * itself. A run counts only if it ended with 0 and left its result file. Where a folder is named for it, the first run leaves an archive of its
 * classes, from which the next ones start; that only saves time.
 */
@NullMarked
package io.holdfast.gc.batch;

import org.jspecify.annotations.NullMarked;
