package io.holdfast.blockstore.opening;

import io.holdfast.blockstore.hdfs.HdfsBlockStore;
import io.holdfast.blockstore.hdfs.HdfsObjectReaper;
import io.holdfast.blockstore.local.LocalBlockStore;
import io.holdfast.blockstore.local.LocalObjectReaper;
import io.holdfast.blockstore.local.VolumeOptions;
import io.holdfast.blockstore.s3.S3BlockStore;
import io.holdfast.blockstore.s3.S3ObjectReaper;
import io.holdfast.blockstore.volumes.VolumesBlockStore;
import io.holdfast.blockstore.volumes.VolumesObjectReaper;
import io.holdfast.core.block.ObjectReaper;
import io.holdfast.core.block.PackObjectReaper;

/** Opens the store that the settings choose. */
public final class BlockStores {
    private BlockStores() {}

    /**
     * Once per process; share it.
     *
     * @throws io.holdfast.core.error.HoldfastException.Unavailable if the store cannot be used, does not do what is needed of it, or its
     *     keys are not there; the message says what to do
     */
    public static OpenStore open(BlockStoreSettings settings) {
        if (settings.backend() instanceof Backend.S3 s3) {
            S3BlockStore store = S3BlockStore.open(s3.settings(), settings.keys(), s3.packs());
            return new OpenStore(store, store::direct, store::close);
        }
        if (settings.backend() instanceof Backend.Hdfs hdfs) {
            HdfsBlockStore store = HdfsBlockStore.open(hdfs.settings(), settings.keys(), hdfs.packs());
            return new OpenStore(store, store::close);
        }
        if (settings.backend() instanceof Backend.Volumes volumes) {
            VolumesBlockStore store = VolumesBlockStore.open(
                    volumes.directories(), volumes.redundancy(), settings.keys(), VolumeOptions.DEFAULT);
            return new OpenStore(store, store::close);
        }
        Backend.Local local = (Backend.Local) settings.backend();
        LocalBlockStore store =
                LocalBlockStore.open(local.directory(), settings.keys(), VolumeOptions.DEFAULT, local.packs());
        return new OpenStore(store, store::close);
    }

    /** The right to delete, for {@code gc-compactor} only. */
    public static ObjectReaper reaper(BlockStoreSettings settings) {
        if (settings.backend() instanceof Backend.S3 s3) {
            return S3ObjectReaper.open(s3.settings());
        }
        if (settings.backend() instanceof Backend.Hdfs hdfs) {
            return HdfsObjectReaper.open(hdfs.settings());
        }
        return settings.backend() instanceof Backend.Volumes volumes
                ? VolumesObjectReaper.open(volumes.directories(), volumes.redundancy())
                : LocalObjectReaper.open(((Backend.Local) settings.backend()).directory());
    }

    /** The right to end and delete packs, for {@code gc-compactor} only. Volumes have no packs. */
    public static PackObjectReaper packReaper(BlockStoreSettings settings) {
        if (settings.backend() instanceof Backend.S3 s3) {
            return S3ObjectReaper.open(s3.settings()).packs();
        }
        if (settings.backend() instanceof Backend.Hdfs hdfs) {
            return HdfsObjectReaper.open(hdfs.settings()).packs();
        }
        return settings.backend() instanceof Backend.Local local
                ? LocalObjectReaper.open(local.directory()).packs()
                : PackObjectReaper.NONE;
    }
}
