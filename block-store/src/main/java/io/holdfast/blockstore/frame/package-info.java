/**
 * The stored frame: what one object holds around the bytes of a block, the same in every kind of store. It names itself
 * (block and generation), says how it was packed, and carries two checksums, so that an object can be verified and a lost
 * row rebuilt from the object alone. {@code docs/format.md} defines it byte by byte; every version of it stays readable.
 *
 * <p>Whatever bytes a store returns, reading them ends in the right block or in {@link
 * io.holdfast.core.error.HoldfastException.Corrupt}. {@link io.holdfast.blockstore.frame.FrameCodec} is safe for many
 * threads and bounds the memory that they use together; a {@link io.holdfast.blockstore.frame.Frame} belongs to one.
 */
@NullMarked
package io.holdfast.blockstore.frame;

import org.jspecify.annotations.NullMarked;
