package io.holdfast.ingest.archive;

import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.download.BlockSender;
import io.holdfast.metadata.entry.Entries;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.entry.StoredManifest;
import io.holdfast.metadata.entry.Versions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Writes folders as archives. */
@Service
class ArchiveService {
    /** What the archive of the root is called, for it has no name. */
    private static final String ROOT = "files";

    private final Access access;
    private final Entries entries;
    private final Versions versions;
    private final BlockSender sender;

    ArchiveService(Access access, Entries entries, Versions versions, BlockSender sender) {
        this.access = access;
        this.entries = entries;
        this.versions = versions;
        this.sender = sender;
    }

    Entry open(Caller caller, String id) {
        return access.folder(caller, id);
    }

    String fileName(Entry folder) {
        return (folder.isRoot() ? ROOT : folder.name()) + ".zip";
    }

    /** The folder with all that lies in it, each file as it is when its turn comes. */
    void write(Entry folder, OutputStream out) throws IOException {
        try (ZipWriter zip = new ZipWriter(out)) {
            String top = folder.isRoot() ? "" : folder.name().replace('\\', '_');
            if (!top.isEmpty()) {
                zip.folder(top, folder.updatedAt());
            }
            FolderWalk walk = new FolderWalk(entries, folder, top.isEmpty() ? "" : top + "/");
            for (Optional<FolderWalk.Found> next = walk.next(); next.isPresent(); next = walk.next()) {
                add(next.get(), zip);
            }
            zip.finish();
        }
    }

    private void add(FolderWalk.Found found, ZipWriter zip) throws IOException {
        Entry entry = found.entry();
        if (!entry.isFile()) {
            zip.folder(found.path(), entry.updatedAt());
            return;
        }
        Optional<StoredManifest> stored = versions.manifest(entry.namespaceId(), entry.id(), entry.version());
        if (stored.isPresent()) { // else it was purged since it was listed
            StoredManifest manifest = stored.get();
            long size = manifest.version().sizeBytes();
            zip.file(found.path(), entry.updatedAt(), size, bytes -> sender.send(manifest, size, bytes));
        }
    }
}
