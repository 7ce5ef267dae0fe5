package io.holdfast.blockstore.local;

import io.holdfast.blockstore.frame.FrameCodec;
import io.holdfast.blockstore.key.KeyMark;
import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.pack.PackSettings;
import io.holdfast.blockstore.pack.Packs;
import io.holdfast.blockstore.pack.SmallPuts;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.PutEnd;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Blocks as files under one directory, small ones in packs if the settings say so. Several processes may open the same directory at the same
 * time. Open it once per process and share it; close it at the end.
 */
public final class LocalBlockStore implements BlockStore, AutoCloseable {
    private final VolumeFiles files;
    private final Packs packs;
    private final FrameCodec codec;
    private final SmallPuts small;

    private LocalBlockStore(VolumeFiles files, Packs packs, FrameCodec codec) {
        this.files = files;
        this.packs = packs;
        this.codec = codec;
        this.small = packs.puts(codec, this::get);
    }

    /** Encrypted, with the keystore {@code ../keys/blocks.keystore}, with the default reserve, and without packs of its own. */
    public static LocalBlockStore open(Path directory) {
        return open(directory, KeySettings.beside(directory), VolumeOptions.DEFAULT);
    }

    /** As {@link #open(Path, KeySettings, VolumeOptions, PackSettings)}, without packs of its own. */
    public static LocalBlockStore open(Path directory, KeySettings keys, VolumeOptions options) {
        return open(directory, keys, options, PackSettings.OFF);
    }

    /**
     * Opens the store: makes its directories if they are not there, removes the unfinished files of dead processes, and tests
     * the file system. Makes the keystore of a store that has none yet.
     *
     * @param packed which blocks are put into packs; packs that are there are read whatever it says
     * @throws Unavailable if the file system cannot do what the store needs, or if the keys of its objects are not there; the message
     *     says what
     */
    public static LocalBlockStore open(Path directory, KeySettings keys, VolumeOptions options, PackSettings packed) {
        VolumeFiles files = VolumeFiles.open(directory, options);
        try {
            SecureRandom random = new SecureRandom();
            Optional<KeyMark> before = files.keyMark();
            KeySettings.Opened opened = keys.open(before, random);
            opened.mark().filter(mark -> !before.equals(Optional.of(mark))).ifPresent(files::keyMark);
            FrameCodec codec = FrameCodec.forThisMachine(opened.ring(), random);
            return new LocalBlockStore(files, files.packs(packed, random::nextLong), codec);
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    @Override
    public int packsBelow() {
        return small.below();
    }

    @Override
    public Location put(ObjectName name, BlockBytes bytes) {
        if (small.takes(bytes)) {
            return small.put(name, bytes);
        }
        files.requireRoom(bytes.sizeBytes());
        if (contains(name)) {
            get(name); // a repeated put after an unknown outcome: it is there, so it must be whole
            return Location.single(name, files.confirm(name));
        }
        try (var frame = codec.encode(name, bytes)) {
            files.publish(name, frame::writeTo);
            return Location.single(name, frame.sizeBytes());
        }
    }

    @Override
    public Map<ObjectName, PutEnd> putAll(Map<ObjectName, BlockBytes> objects) {
        return small.putAll(objects, BlockStore.super::putAll);
    }

    @Override
    public BlockBytes get(Location location) {
        try (FileChannel channel = location.packed() ? packs.open(location) : files.open(location.name())) {
            long size = location.packed() ? location.storedBytes() : channel.size();
            return codec.decode(location.name(), channel, size);
        } catch (IOException e) {
            throw new Unavailable("cannot read the stored object " + location + ": " + e, e);
        }
    }

    @Override
    public boolean contains(Location location) {
        return location.packed() ? packs.contains(location) : files.contains(location.name());
    }

    @Override
    public Stream<StoredObject> list() {
        return Stream.concat(files.list(), packs.list());
    }

    /** Ends this opening; puts fail from now on. */
    @Override
    public void close() {
        try {
            packs.close();
        } finally {
            files.close();
        }
    }
}
