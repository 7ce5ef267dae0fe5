/**
 * Blocks as objects of one S3 bucket, under one prefix. Every put is a single conditional request with the SHA-256 of the frame, which the
 * store checks before the object appears; so there is nothing unfinished to clean up, and nothing is ever replaced.
 *
 * <p>What a request came to may be unknown (a time-out, a 5xx): then the object may be there, and a repeated put finds out. A missing bucket
 * or prefix is never taken for a missing block. The checks of the SDK on what it reads are off: the frame has better ones, and they tell
 * damage on the store from damage on the way, by reading again. In a bucket that keeps versions a damaged object is healed from an earlier one.
 *
 * <p>Where the operator switches it on, clients put blocks into the bucket themselves, by presigned requests ({@link
 * io.holdfast.core.block.DirectStore}): bare objects, which are read like frames.
 */
@NullMarked
package io.holdfast.blockstore.s3;

import org.jspecify.annotations.NullMarked;
