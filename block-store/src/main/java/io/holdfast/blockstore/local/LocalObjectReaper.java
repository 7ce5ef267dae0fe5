package io.holdfast.blockstore.local;

import io.holdfast.blockstore.pack.LocalPackObjectReaper;
import io.holdfast.blockstore.pack.PackFiles;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.ObjectReaper;
import io.holdfast.core.block.PackObjectReaper;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Deletes the objects of a volume. A deletion is durable once it returns, also one that finds nothing left to delete. */
public final class LocalObjectReaper implements ObjectReaper {
    private final Volume volume;

    private LocalObjectReaper(Volume volume) {
        this.volume = volume;
    }

    /** @throws Unavailable if the directory cannot be used */
    public static LocalObjectReaper open(Path directory) {
        return new LocalObjectReaper(Volume.open(directory));
    }

    /** The right to delete the packs of the same volume. */
    public PackObjectReaper packs() {
        return new LocalPackObjectReaper(new PackFiles(volume.root(), volume::requirePresent));
    }

    @Override
    public boolean delete(ObjectName name) {
        volume.requirePresent();
        try {
            boolean deleted = Files.deleteIfExists(volume.file(name));
            // Also when it was gone already: an earlier deletion may have failed just before this.
            Directories.force(volume.shard(name));
            return deleted;
        } catch (IOException e) {
            throw new Unavailable("cannot delete the stored object " + name + ": " + e, e);
        }
    }
}
