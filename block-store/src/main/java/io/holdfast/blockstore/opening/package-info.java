/**
 * The way in for processes: the settings {@code blocks.*}, which are the same in every process, and the store that they choose.
 */
@NullMarked
package io.holdfast.blockstore.opening;

import org.jspecify.annotations.NullMarked;
