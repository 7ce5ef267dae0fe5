/**
 * Blocks as files of one HDFS directory, sealed in the same frames as everywhere. Every put writes a file under {@code objects/unfinished/},
 * has every DataNode force it to its disk, closes it and renames it to its name, which HDFS does only if nothing has that name. So nothing
 * is ever replaced, and what is under a name is whole and durable.
 *
 * <p>Copies or erasure coding, their repair and their checksums are the cluster's. A missing directory is never taken for a missing block.
 * Whether a rename took place may be unknown, if the NameNode went before it answered: then a repeated put finds out. Whatever waits for
 * the cluster waits for a bounded time ({@link io.holdfast.blockstore.hdfs.Limits}). All classes are safe for many threads.
 */
@NullMarked
package io.holdfast.blockstore.hdfs;

import org.jspecify.annotations.NullMarked;
