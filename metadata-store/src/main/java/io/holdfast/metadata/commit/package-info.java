/**
 * The commit of uploads: the one place where a file version comes into being.
 *
 * <p>Locks are taken in the order namespace, upload, blocks by hash. Version, references, evidence, journal row and accounts
 * become visible together. The fast path is one statement (SQL function {@code commit_file}, or {@code commit_files}
 * for those that wait in a {@code CommitLane} at the same time) that commits the ordinary case or changes nothing; the slow path ({@code SlowCommit}) decides the rest; both write through the SQL function {@code
 * write_version}. Conflicts are decided by versions ({@code ConflictRule}), and identical content is never one. Copies and restored versions
 * are uploads that bring no bytes ({@link io.holdfast.metadata.commit.Copies}).
 */
@NullMarked
package io.holdfast.metadata.commit;

import org.jspecify.annotations.NullMarked;
