package io.holdfast.ingest.sync;

import io.holdfast.core.block.BlockId;
import io.holdfast.lakehouse.event.ChangeEvent;
import io.holdfast.metadata.entry.Change;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.entry.EntryType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One change as clients see it, whether they asked for it or it was pushed to them.
 *
 * @param seq rises from change to change, but what came back with a restored folder has the number of the folder
 * @param parentFolderId where the entry was right after the change, by id; missing only in a push from before this field
 * @param name that it had there; likewise
 * @param path for people: what stands above may have another name by now
 */
public record ChangeView(
        long seq,
        UUID namespaceId,
        UUID fileId,
        String action,
        String type,
        @Nullable UUID parentFolderId,
        @Nullable String name,
        String path,
        @Nullable String oldPath,
        long version,
        long size,
        @Nullable String contentHash,
        Instant modifiedAt,
        ModifiedBy modifiedBy) {
    /** Who made it, if anybody did. */
    public record ModifiedBy(
            @Nullable UUID userId, @Nullable UUID deviceId) {}

    static ChangeView of(Change change) {
        return new ChangeView(
                change.seq(),
                change.namespaceId(),
                change.entryId(),
                change.action(),
                typeOf(change.type()),
                change.parentId(),
                change.name(),
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
        return of(entry, "created", entry.seq());
    }

    /** Something that came back with a folder. */
    static ChangeView broughtBy(Change restored, Entry entry) {
        return of(entry, "restored", restored.seq());
    }

    private static ChangeView of(Entry entry, String action, long seq) {
        return new ChangeView(
                seq,
                entry.namespaceId(),
                entry.id(),
                action,
                typeOf(entry.type()),
                entry.parentId().orElse(null),
                entry.name(),
                entry.path(),
                null,
                entry.version(),
                entry.sizeBytes(),
                hex(entry.contentHash()),
                entry.updatedAt(),
                new ModifiedBy(
                        entry.modifiedBy().orElse(null), entry.modifiedDevice().orElse(null)));
    }

    /** A change that came by the stream. */
    public static ChangeView of(ChangeEvent change) {
        return new ChangeView(
                change.seq(),
                change.namespace(),
                change.fileId(),
                change.action(),
                change.type(),
                change.parentFolder().orElse(null),
                change.name().orElse(null),
                change.path(),
                change.oldPath().orElse(null),
                change.version(),
                change.sizeBytes(),
                hex(change.contentHash()),
                change.occurredAt(),
                new ModifiedBy(change.account().orElse(null), change.device().orElse(null)));
    }

    private static String typeOf(EntryType type) {
        return type == EntryType.FILE ? "file" : "folder";
    }

    private static @Nullable String hex(Optional<BlockId> hash) {
        return hash.map(BlockId::hex).orElse(null);
    }
}
