/**
 * Cuts a stream into blocks. A {@linkplain io.holdfast.core.chunk.ChunkingProfile profile} names the rule, a {@link
 * io.holdfast.core.chunk.Chunker} applies it in constant memory, a {@link io.holdfast.core.chunk.BlockSink} takes the blocks.
 *
 * <p>Where a cut falls depends only on the bytes since the cut before it, never on how the stream delivered them, on the
 * machine, or on whether the Vector API is there. The rules are frozen once released: {@code docs/format.md} defines them
 * byte by byte and carries test vectors, {@code docs/adr/0001-cdc-v1.md} says why they are as they are. A chunker and its
 * buffer belong to one thread at a time; make as many as you like.
 */
@NullMarked
package io.holdfast.core.chunk;

import org.jspecify.annotations.NullMarked;
