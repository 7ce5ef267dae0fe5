/**
 * Packs: files that hold the frames of many small blocks one after the other, so that a thousand of them need not a thousand
 * times be forced to disk. A <b>slice</b> is one frame in a pack, exactly as it would stand in a file of its own. A pack is <b>open</b> while
 * one store appends to it, <b>sealed</b> once an index of its slices stands at its end; {@code docs/format.md} defines both byte by byte.
 *
 * <p>On a disk a pack is appended to ({@link io.holdfast.blockstore.pack.Packs}). Where nothing can be appended, in S3 and in HDFS, a group of
 * puts is written as one pack, whole and sealed ({@link io.holdfast.blockstore.pack.WholePacks}); what comes alone is an object of its own.
 *
 * <p>Invariants: a put is acknowledged after its bytes were forced, never before; those that wait share one force (the first of
 * them leads, nobody waits for a clock). What was appended never moves and is never overwritten. Appending and sealing exclude
 * each other over all processes ({@link io.holdfast.blockstore.pack.PackLock}); a sealed pack stays sealed. After a failed write or force
 * nothing more is appended to that pack. What an unsealed pack holds is found by reading the headers of its frames, so a crash at any
 * instant leaves the acknowledged slices, and perhaps others that nobody knows of, which the collector finds like any orphan. A pack that is
 * written whole is there as it was written, or not at all.
 */
@NullMarked
package io.holdfast.blockstore.pack;

import org.jspecify.annotations.NullMarked;
