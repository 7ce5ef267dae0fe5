package io.holdfast.ingest.entry;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.name.EntryPath;
import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.http.Limit;
import io.holdfast.ingest.http.Page;
import io.holdfast.ingest.http.PageCursor;
import io.holdfast.ingest.settings.IngestSettings;
import io.holdfast.metadata.entry.Entries;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.entry.StoredManifest;
import io.holdfast.metadata.entry.TrashPosition;
import io.holdfast.metadata.entry.VersionSummary;
import io.holdfast.metadata.entry.Versions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What can be asked about files and folders. */
@Service
class ReadService {
    private final Access access;
    private final Entries entries;
    private final Versions versions;
    private final KeptBecause reasons;
    private final IngestSettings settings;

    ReadService(Access access, Entries entries, Versions versions, KeptBecause reasons, IngestSettings settings) {
        this.access = access;
        this.entries = entries;
        this.versions = versions;
        this.reasons = reasons;
        this.settings = settings;
    }

    FileView byId(Caller caller, UUID id) {
        return FileView.of(access.readable(caller, id));
    }

    FileView byPath(Caller caller, String path) {
        return entries.byPath(access.home(caller).namespaceId(), EntryPath.parse(path))
                .map(FileView::of)
                .orElseThrow(() -> new NotFound("there is nothing at the path " + path));
    }

    Page<FileView> children(Caller caller, String folder, @Nullable String cursor, @Nullable Integer asked) {
        int limit = Limit.of(asked);
        String after = PageCursor.decode(cursor);
        Entry parent = access.folder(caller, folder);
        List<Entry> found = entries.children(parent.namespaceId(), parent.id(), after, limit + 1);
        return Page.of(found, limit, Entry::nameKey, FileView::of);
    }

    Page<FileView> trash(Caller caller, @Nullable String cursor, @Nullable Integer asked) {
        int limit = Limit.of(asked);
        TrashPosition before = trashPosition(PageCursor.decode(cursor));
        List<Entry> found = entries.trash(access.home(caller).namespaceId(), before, limit + 1);
        return Page.of(found, limit, ReadService::trashKey, FileView::of);
    }

    VersionPage versions(Caller caller, UUID id, @Nullable String cursor, @Nullable Integer asked) {
        int limit = Limit.of(asked);
        Entry file = file(caller, id);
        List<VersionSummary> found = versions.list(file.namespaceId(), file.id(), before(cursor), limit + 1);
        Map<Long, List<String>> kept = reasons.of(file);
        Page<VersionView> page = Page.of(
                found,
                limit,
                version -> Long.toString(version.number()),
                version -> VersionView.of(version, kept.get(version.number())));
        return new VersionPage(page.items(), page.nextCursor(), page.hasMore());
    }

    ManifestView manifest(Caller caller, UUID id, @Nullable Long version) {
        Entry file = file(caller, id);
        long number = version == null ? file.version() : version;
        StoredManifest manifest = versions.manifest(file.namespaceId(), file.id(), number)
                .orElseThrow(() -> new NotFound("file " + id + " has no version " + number));
        return ManifestView.of(id, manifest, settings.publicUrl().toString());
    }

    private Entry file(Caller caller, UUID id) {
        Entry entry = access.readable(caller, id);
        if (!entry.isFile()) {
            throw new InvalidRequest("entry " + id + " is a folder; only files have versions");
        }
        return entry;
    }

    private static long before(@Nullable String cursor) {
        String key = PageCursor.decode(cursor);
        try {
            return key.isEmpty() ? Long.MAX_VALUE : Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw new InvalidRequest("cursor", "this is not a cursor of this list; leave it out to start again");
        }
    }

    private static String trashKey(Entry entry) {
        TrashPosition position = TrashPosition.behind(entry);
        return position.deletedAt() + "/" + position.entryId();
    }

    private static TrashPosition trashPosition(String key) {
        if (key.isEmpty()) {
            return TrashPosition.START;
        }
        try {
            int slash = key.indexOf('/');
            return new TrashPosition(
                    Instant.parse(key.substring(0, Math.max(0, slash))), UUID.fromString(key.substring(slash + 1)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new InvalidRequest("cursor", "this is not a cursor of this list; leave it out to start again");
        }
    }
}
