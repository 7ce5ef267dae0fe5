package io.holdfast.ingest.entry;

import io.holdfast.core.manifest.BlockRef;
import io.holdfast.metadata.entry.VersionContent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The block list of one version; {@code url} is where the bytes of a block are. */
record ManifestView(UUID fileId, long version, long size, String contentHash, List<Block> blocks) {
    record Block(int index, long offset, int size, String hash, String url) {}

    static ManifestView of(UUID fileId, VersionContent content, String publicUrl) {
        List<BlockRef> refs = content.manifest().blocks();
        List<Block> blocks = new ArrayList<>(refs.size());
        String base = publicUrl + "/api/v1/files/" + fileId + "/versions/"
                + content.version().number() + "/blocks/";
        long offset = 0;
        for (int i = 0; i < refs.size(); i++) {
            BlockRef ref = refs.get(i);
            blocks.add(new Block(i, offset, ref.sizeBytes(), ref.hash().hex(), base + i));
            offset += ref.sizeBytes();
        }
        return new ManifestView(
                fileId,
                content.version().number(),
                offset,
                content.version().contentHash().hex(),
                blocks);
    }
}
