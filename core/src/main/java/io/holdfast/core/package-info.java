/**
 * Values, pure rules and ports. Depends on the JDK, SLF4J and JSpecify only.
 *
 * <p>The glossary of the whole project, one word per idea:
 *
 * <ul>
 *   <li><b>block</b>: bytes named by their SHA-256, at most 8 MiB
 *   <li><b>pack</b>: a stored object that holds many blocks
 *   <li><b>object</b>: what lies in a block store, named by block and generation; written once, never changed
 *   <li><b>generation</b>: 64 random bits that make the name of an object its own, so that a late deletion can never hit a re-upload
 *   <li><b>manifest</b>: the ordered block list of one file version
 *   <li><b>version</b>: one immutable state of an entry (a file or a folder)
 *   <li><b>namespace</b>: the root of a tree with one owner, one quota and one totally ordered <b>journal</b>
 *   <li><b>cursor</b>: a position in a journal, opaque to clients
 *   <li><b>ticket</b>: the right to write one object, taken before its first byte; <b>lease</b>: a claim with an expiry
 *   <li><b>condemn, quarantine, delete</b>: the three steps at the end of a block's life; a quarantined block is still readable
 *   <li><b>mark</b> finds the <b>live set</b>, <b>sweep</b> acts on it, <b>scrub</b> reads and hashes again
 * </ul>
 *
 * <p>Time ({@link java.time.InstantSource}) and chance ({@link java.util.function.Supplier}) are passed in.
 */
@NullMarked
package io.holdfast.core;

import org.jspecify.annotations.NullMarked;
