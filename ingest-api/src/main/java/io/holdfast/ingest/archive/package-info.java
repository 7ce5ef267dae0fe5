/**
 * Folders as archives: a ZIP that is streamed while the folder is walked.
 *
 * <p>Invariants: memory does not grow with what a folder holds, for the walk keeps a page a level and the archive's directory is in
 * a file; bytes are verified like those of any download; no connection to the database is held while bytes stream; what breaks
 * after the first byte breaks the connection, and an archive that is not whole has no directory.
 */
@NullMarked
package io.holdfast.ingest.archive;

import org.jspecify.annotations.NullMarked;
