package io.holdfast.ingest.entry;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.name.EntryName;
import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.http.LargeManifests;
import io.holdfast.ingest.http.Turns;
import io.holdfast.ingest.relay.JournalSignal;
import io.holdfast.metadata.commit.Copies;
import io.holdfast.metadata.commit.CopyFile;
import io.holdfast.metadata.commit.FileResult;
import io.holdfast.metadata.commit.Requester;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.entry.Versions;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Takes up stored content again, as a second file or as the current version: nothing is stored. */
@Service
class CopyService {
    private final Access access;
    private final Copies copies;
    private final Versions versions;
    private final LargeManifests manifests;
    private final Clashes clashes;
    private final JournalSignal signal;

    CopyService(
            Access access,
            Copies copies,
            Versions versions,
            LargeManifests manifests,
            Clashes clashes,
            JournalSignal signal) {
        this.access = access;
        this.copies = copies;
        this.versions = versions;
        this.manifests = manifests;
        this.clashes = clashes;
        this.signal = signal;
    }

    FileView copy(Caller caller, UUID id, CopyRequest request) {
        Entry source = access.readable(caller, id);
        Entry folder = access.writable(caller, request.folder());
        String wanted = request.name();
        EntryName name = EntryName.of(wanted == null ? source.name() : wanted);
        CopyFile wish = new CopyFile(folder.namespaceId(), source.id(), folder.id(), name);
        try (Turns.Turn turn = turnFor(source, source.version())) {
            FileResult.Done done = clashes.shown(folder.namespaceId(), () -> copies.copy(wish, requester(caller)));
            signal.raise();
            return FileView.of(access.readable(caller, done.entryId()));
        }
    }

    FileView restore(Caller caller, UUID id, long number) {
        Entry file = file(caller, id);
        try (Turns.Turn turn = turnFor(file, number)) {
            clashes.shown(
                    file.namespaceId(), () -> copies.restore(file.namespaceId(), file.id(), number, requester(caller)));
            signal.raise();
            return FileView.of(access.readable(caller, id));
        }
    }

    FileView restore(Caller caller, UUID id, UUID versionId) {
        Entry file = file(caller, id);
        long number = versions.number(file.namespaceId(), file.id(), versionId)
                .orElseThrow(() -> new NotFound("file " + id + " has no version " + versionId));
        return restore(caller, id, number);
    }

    private Entry file(Caller caller, UUID id) {
        Entry entry = access.writable(caller, id);
        if (!entry.isFile()) {
            throw new InvalidRequest("entry " + id + " is a folder; only files have versions");
        }
        return entry;
    }

    private Turns.Turn turnFor(Entry file, long version) {
        return manifests.turnFor(versions.blockCount(file.namespaceId(), file.id(), version));
    }

    private Requester requester(Caller caller) {
        return new Requester(caller.actor(), access.readableNamespaces(caller));
    }
}
