package io.holdfast.ingest.download;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.entry.StoredManifest;
import io.holdfast.metadata.entry.VersionSummary;
import io.holdfast.metadata.entry.Versions;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

@Service
class DownloadService {
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final Access access;
    private final Versions versions;

    DownloadService(Access access, Versions versions) {
        this.access = access;
        this.versions = versions;
    }

    /** @param number of the version; the current one if absent */
    Download open(Caller caller, UUID fileId, @Nullable Long number) {
        Entry entry = access.readable(caller, fileId);
        if (!entry.isFile()) {
            throw new InvalidRequest("entry " + fileId + " is a folder; GET /folders/{id}/download gives it as a ZIP");
        }
        long wanted = number == null ? entry.version() : number;
        StoredManifest manifest = versions.manifest(entry.namespaceId(), entry.id(), wanted)
                .orElseThrow(() -> new NotFound("file " + fileId + " has no version " + wanted));
        VersionSummary version = manifest.version();
        return new Download(
                entry.name(),
                version.mimeType().orElse(UNKNOWN_TYPE),
                "\"" + version.contentHash().hex() + "\"",
                version.createdAt(),
                version.sizeBytes(),
                manifest);
    }

    /** One block of a version, by its place in the file. There is no way to a block by its hash alone. */
    Download openBlock(Caller caller, UUID fileId, long version, int index) {
        Download file = open(caller, fileId, version);
        if (index < 0 || index >= file.blocks().blockCount()) {
            throw new NotFound("version " + version + " of file " + fileId + " has no block " + index);
        }
        BlockRef block = file.blocks().part(index, index + 1).get(0);
        return new Download(
                file.name() + "." + index,
                UNKNOWN_TYPE,
                "\"" + block.hash().hex() + "\"",
                file.modifiedAt(),
                block.sizeBytes(),
                new Manifest(List.of(block)));
    }
}
