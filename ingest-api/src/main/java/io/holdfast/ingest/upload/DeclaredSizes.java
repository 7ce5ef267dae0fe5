package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.ingest.http.LargeManifests;
import io.holdfast.ingest.http.Turns;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.UploadKeys;
import io.holdfast.metadata.upload.Uploads;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Which blocks an upload takes, and how long each is. */
@Component
class DeclaredSizes {
    private final Uploads uploads;
    private final UploadKeys keys;
    private final LargeManifests manifests;

    DeclaredSizes(Uploads uploads, UploadKeys keys, LargeManifests manifests) {
        this.uploads = uploads;
        this.keys = keys;
        this.manifests = manifests;
    }

    /** The tickets say; a block that was there at the probe and has gone since is still in a manifest. */
    Map<BlockId, Integer> of(UUID upload, Collection<BlockId> hashes) {
        Map<BlockId, Integer> sizes = keys.ticketSizes(upload, hashes);
        Set<BlockId> rest = new HashSet<>(hashes);
        rest.removeAll(sizes.keySet());
        if (!rest.isEmpty()) {
            sizes.putAll(inManifests(upload, rest));
        }
        return sizes;
    }

    private Map<BlockId, Integer> inManifests(UUID upload, Set<BlockId> hashes) {
        Map<BlockId, Integer> sizes = new HashMap<>();
        try (Turns.Turn turn = manifests.turnFor(uploads.blockCount(upload))) {
            for (FileRequest file : uploads.files(upload)) {
                for (BlockRef block : file.manifest().blocks()) {
                    if (hashes.contains(block.hash())) {
                        sizes.put(block.hash(), block.sizeBytes());
                    }
                }
            }
        }
        return sizes;
    }
}
