/** Appending to the event tables of the lake. Rows are never changed or deleted here; readers de-duplicate by number. */
@NullMarked
package io.holdfast.streams.lake;

import org.jspecify.annotations.NullMarked;
