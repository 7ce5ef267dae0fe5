package io.holdfast.blockstore.local;

import io.holdfast.blockstore.frame.FrameCodec;
import io.holdfast.blockstore.key.KeyMark;
import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Blocks as files under one directory. Several processes may open the same directory at the same time. Open it once per
 * process and share it; close it at the end.
 */
public final class LocalBlockStore implements BlockStore, AutoCloseable {
    private final VolumeFiles files;
    private final FrameCodec codec;

    private LocalBlockStore(VolumeFiles files, FrameCodec codec) {
        this.files = files;
        this.codec = codec;
    }

    /** Encrypted, with the keystore {@code ../keys/blocks.keystore}, and with the default reserve. */
    public static LocalBlockStore open(Path directory) {
        return open(directory, KeySettings.beside(directory), VolumeOptions.DEFAULT);
    }

    /**
     * Opens the store: makes its directories if they are not there, removes the unfinished files of dead processes, and tests
     * the file system. Makes the keystore of a store that has none yet.
     *
     * @throws Unavailable if the file system cannot do what the store needs, or if the keys of its objects are not there; the message
     *     says what
     */
    public static LocalBlockStore open(Path directory, KeySettings keys, VolumeOptions options) {
        VolumeFiles files = VolumeFiles.open(directory, options);
        try {
            SecureRandom random = new SecureRandom();
            Optional<KeyMark> before = files.keyMark();
            KeySettings.Opened opened = keys.open(before, random);
            opened.mark().filter(mark -> !before.equals(Optional.of(mark))).ifPresent(files::keyMark);
            return new LocalBlockStore(files, FrameCodec.forThisMachine(opened.ring(), random));
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    @Override
    public long put(ObjectName name, BlockBytes bytes) {
        files.requireRoom(bytes.sizeBytes());
        if (contains(name)) {
            get(name); // a repeated put after an unknown outcome: it is there, so it must be whole
            return files.confirm(name);
        }
        try (var frame = codec.encode(name, bytes)) {
            files.publish(name, frame::writeTo);
            return frame.sizeBytes();
        }
    }

    @Override
    public BlockBytes get(ObjectName name) {
        try (FileChannel channel = files.open(name)) {
            return codec.decode(name, channel, channel.size());
        } catch (IOException e) {
            throw new Unavailable("cannot read the stored object " + name + ": " + e, e);
        }
    }

    @Override
    public boolean contains(ObjectName name) {
        return files.contains(name);
    }

    @Override
    public Stream<StoredObject> list() {
        return files.list();
    }

    /** Ends this opening; puts fail from now on. */
    @Override
    public void close() {
        files.close();
    }
}
