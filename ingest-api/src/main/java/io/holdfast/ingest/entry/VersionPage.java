package io.holdfast.ingest.entry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of versions, newest first; the array is called {@code versions}. */
record VersionPage(List<VersionView> versions, @Nullable String nextCursor, boolean hasMore) {}
