/**
 * The keys of stored blocks. Each object has a <b>data key</b> of its own, made for it and never used again; the frame carries it
 * wrapped (AES key wrap, RFC 3394) by a <b>block key</b>, whose number the frame names. Block keys lie in the <b>keystore</b>, one small
 * file, wrapped by the <b>master key</b>, which lies in a file or in AWS KMS. So there are two ways to rotate, and neither touches a stored object: a new block key
 * for what is stored from now on, and a new master key, under which the block keys are wrapped anew.
 *
 * <p>A key that was ever used is never dropped from a keystore. A store remembers which keystore it belongs to ({@link
 * io.holdfast.blockstore.key.KeyMark}); without it, or with an older copy of it, a start is refused. All classes are safe for many
 * threads.
 */
@NullMarked
package io.holdfast.blockstore.key;

import org.jspecify.annotations.NullMarked;
