/**
 * The second mark of the garbage collector: which condemned blocks does any version cite, as far as the log goes up to a fence?
 *
 * <p>A <b>fence vector</b> names for every namespace the number of its last reference change. The mark counts only if the log
 * holds {@code 1..ref_head} without a gap for <b>every</b> namespace of the vector; else there is no verdict at all. The order in
 * which the log was written, and what it holds twice, do not matter.
 */
@NullMarked
package io.holdfast.batch.mark;

import org.jspecify.annotations.NullMarked;
