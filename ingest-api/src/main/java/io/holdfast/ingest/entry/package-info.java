/**
 * Files, folders, versions and the trash, as clients see them.
 *
 * <p>Every call starts at {@link io.holdfast.ingest.access.Access}; reading goes to {@code metadata.entry}, every change to the
 * commit protocol of {@code metadata-store}, which writes one journal entry for it.
 */
@NullMarked
package io.holdfast.ingest.entry;

import org.jspecify.annotations.NullMarked;
