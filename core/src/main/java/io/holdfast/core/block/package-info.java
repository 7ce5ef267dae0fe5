/** Blocks, the names of stored objects, and the port of a block store. Who may delete an object holds the separate {@link io.holdfast.core.block.ObjectReaper}. */
@NullMarked
package io.holdfast.core.block;

import org.jspecify.annotations.NullMarked;
