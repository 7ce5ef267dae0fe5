/**
 * Blocks as files of one file system, a <b>volume</b>. Every object is a file in one of 256 <b>shards</b>, directories that
 * are made when the volume is; a <b>run</b> is one opening of a store, with its own directory for unfinished files, locked
 * while it lives.
 *
 * <p>A file appears under its name only when it is whole and on disk: written to the run's directory, forced, renamed, and
 * the shard forced. So a crash at any instant leaves unfinished files, which the next start removes, and nothing else. After a
 * failed force the kernel may have dropped what it could not write and call the next force a success; so nothing is forced
 * twice: the file goes, the volume is <b>suspect</b>, and stores no more until new files pass the self-test. A full disk or one that is mounted
 * read-only is no such failure: it takes nothing for now.
 */
@NullMarked
package io.holdfast.blockstore.local;

import org.jspecify.annotations.NullMarked;
