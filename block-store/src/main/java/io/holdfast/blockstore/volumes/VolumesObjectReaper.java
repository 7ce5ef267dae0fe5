package io.holdfast.blockstore.volumes;

import io.holdfast.blockstore.local.LocalObjectReaper;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.ObjectReaper;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Deletes every piece of an object. While a volume is away its pieces stay, and so does the intent to delete them. */
public final class VolumesObjectReaper implements ObjectReaper {
    private final List<Optional<LocalObjectReaper>> volumes;

    private VolumesObjectReaper(List<Optional<LocalObjectReaper>> volumes) {
        this.volumes = volumes;
    }

    /** @throws Unavailable if the directories are not of one set */
    public static VolumesObjectReaper open(List<Path> directories, Redundancy redundancy) {
        return new VolumesObjectReaper(new VolumeSet(redundancy, directories)
                .settle(new SecureRandom()).stream()
                        .map(directory -> directory.map(LocalObjectReaper::open))
                        .toList());
    }

    @Override
    public boolean delete(ObjectName name) {
        boolean deleted = false;
        for (Optional<LocalObjectReaper> volume : volumes) {
            deleted |= volume.isPresent() && volume.get().delete(name);
        }
        if (volumes.stream().anyMatch(Optional::isEmpty)) {
            throw new Unavailable("a volume is away; pieces of " + name + " may be on it");
        }
        return deleted;
    }
}
