/**
 * Blocks over several volumes with Reed-Solomon parity. A frame is cut into k pieces, m parity pieces are computed from them, and each of
 * the k + m <b>pieces</b> goes to another volume, so that any k of them give the frame: a block survives the loss of any m volumes.
 *
 * <p>A put is acknowledged when all k + m pieces are durable, never with less than the whole redundancy; so while a volume is away nothing is
 * stored, and everything can be read. All pieces of one put carry the same random <b>stripe</b> number: pieces of two puts are never mixed. A
 * piece that is damaged is kept as evidence, one that is missing or damaged is made anew from the others, after the block itself was
 * verified.
 *
 * <p>A volume knows its set and its place in it. An empty directory where a volume should be is an unmounted disk, until the operator
 * says that it is a new one.
 */
@NullMarked
package io.holdfast.blockstore.volumes;

import org.jspecify.annotations.NullMarked;
