/** Threads of this process that do one thing for as long as it lives. */
@NullMarked
package io.holdfast.ingest.thread;

import org.jspecify.annotations.NullMarked;
