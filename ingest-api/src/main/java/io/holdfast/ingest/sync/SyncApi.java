package io.holdfast.ingest.sync;

import io.holdfast.core.block.BlockId;
import io.holdfast.metadata.entry.Change;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.entry.EntryType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the calls of this package give, as JSON. */
final class SyncApi {
    private SyncApi() {}

    /** @param reset the cursor was of another life of the server: merge again, delete nothing */
    record Delta(List<ChangeView> changes, String nextCursor, boolean hasMore, boolean reset) {}

    record Position(String cursor) {}

    record ModifiedBy(@Nullable UUID userId, @Nullable UUID deviceId) {}

    record ChangeView(
            long seq,
            UUID namespaceId,
            UUID fileId,
            String action,
            String type,
            String path,
            @Nullable String oldPath,
            long version,
            long size,
            @Nullable String contentHash,
            Instant modifiedAt,
            ModifiedBy modifiedBy) {

        static ChangeView of(Change change) {
            return new ChangeView(
                    change.seq(),
                    change.namespaceId(),
                    change.entryId(),
                    change.action(),
                    typeOf(change.type()),
                    change.path(),
                    change.oldPath().orElse(null),
                    change.version(),
                    change.sizeBytes(),
                    hex(change.contentHash()),
                    change.occurredAt(),
                    new ModifiedBy(
                            change.accountId().orElse(null), change.deviceId().orElse(null)));
        }

        /** An entry of the current state reads like its creation. */
        static ChangeView of(Entry entry) {
            return new ChangeView(
                    entry.seq(),
                    entry.namespaceId(),
                    entry.id(),
                    "created",
                    typeOf(entry.type()),
                    entry.path(),
                    null,
                    entry.version(),
                    entry.sizeBytes(),
                    hex(entry.contentHash()),
                    entry.updatedAt(),
                    new ModifiedBy(
                            entry.modifiedBy().orElse(null),
                            entry.modifiedDevice().orElse(null)));
        }

        private static String typeOf(EntryType type) {
            return type == EntryType.FILE ? "file" : "folder";
        }

        private static @Nullable String hex(Optional<BlockId> hash) {
            return hash.map(BlockId::hex).orElse(null);
        }
    }
}
