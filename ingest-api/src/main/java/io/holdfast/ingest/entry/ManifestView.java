package io.holdfast.ingest.entry;

import io.holdfast.core.manifest.BlockRef;
import io.holdfast.metadata.entry.StoredManifest;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.UUID;

/** The block list of one version, read while it is written; {@code url} is where the bytes of a block are. */
record ManifestView(UUID fileId, long version, long size, String contentHash, Collection<Block> blocks) {
    record Block(int index, long offset, int size, String hash, String url) {}

    static ManifestView of(UUID fileId, StoredManifest manifest, String publicUrl) {
        long number = manifest.version().number();
        return new ManifestView(
                fileId,
                number,
                manifest.version().sizeBytes(),
                manifest.version().contentHash().hex(),
                new Blocks(manifest, publicUrl + "/api/v1/files/" + fileId + "/versions/" + number + "/blocks/"));
    }

    private static final class Blocks extends AbstractCollection<Block> {
        private final StoredManifest manifest;
        private final String base;

        Blocks(StoredManifest manifest, String base) {
            this.manifest = manifest;
            this.base = base;
        }

        @Override
        public int size() {
            return manifest.blockCount();
        }

        @Override
        public Iterator<Block> iterator() {
            return new Iterator<>() {
                private int index;
                private long offset;

                @Override
                public boolean hasNext() {
                    return index < size();
                }

                @Override
                public Block next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    BlockRef ref = manifest.part(index, index + 1).get(0);
                    Block block =
                            new Block(index, offset, ref.sizeBytes(), ref.hash().hex(), base + index);
                    index++;
                    offset += ref.sizeBytes();
                    return block;
                }
            };
        }
    }
}
