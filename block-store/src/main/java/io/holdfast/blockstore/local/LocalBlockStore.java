package io.holdfast.blockstore.local;

import io.holdfast.blockstore.frame.FrameCodec;
import io.holdfast.blockstore.key.KeyMark;
import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.core.fault.FailPoint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Blocks as files under one directory. Several processes may open the same directory at the same time. Open it once per
 * process and share it; close it at the end.
 */
public final class LocalBlockStore implements BlockStore, AutoCloseable {
    private final Volume volume;
    private final Run run;
    private final FrameCodec codec;
    private final Publisher publisher;

    private LocalBlockStore(Volume volume, Run run, FrameCodec codec, Publisher publisher) {
        this.volume = volume;
        this.run = run;
        this.codec = codec;
        this.publisher = publisher;
    }

    /** Encrypted, with the keystore {@code ../keys/blocks.keystore}, and with the default reserve. */
    public static LocalBlockStore open(Path directory) {
        return open(directory, KeySettings.beside(directory), Reserve.DEFAULT, FailPoint.NONE);
    }

    /**
     * Opens the store: makes its directories if they are not there, removes the unfinished files of dead processes, and tests
     * the file system. Makes the keystore of a store that has none yet.
     *
     * @throws Unavailable if the file system cannot do what the store needs, or if the keys of its objects are not there; the message
     *     says what
     */
    public static LocalBlockStore open(Path directory, KeySettings keys, Reserve reserve, FailPoint failPoint) {
        Volume volume = Volume.open(directory);
        try {
            KeyMarkFile marks = new KeyMarkFile(volume);
            SecureRandom random = new SecureRandom();
            Optional<KeyMark> before = marks.read();
            KeySettings.Opened opened = keys.open(before, random);
            Run run = Run.begin(volume.runs());
            new SelfTest(run, volume).pass();
            if (opened.mark().isPresent() && !opened.mark().equals(before)) {
                marks.write(opened.mark().get(), run);
            }
            FrameCodec codec = FrameCodec.forThisMachine(opened.ring(), random);
            return new LocalBlockStore(volume, run, codec, new Publisher(volume, run, reserve, failPoint));
        } catch (IOException e) {
            throw new Unavailable("cannot open the block directory " + directory + ": " + e, e);
        }
    }

    @Override
    public long put(ObjectName name, BlockBytes bytes) {
        publisher.requireRoom(bytes.sizeBytes());
        if (contains(name)) {
            get(name); // a repeated put after an unknown outcome: it is there, so it must be whole
            return publisher.confirm(name);
        }
        try (var frame = codec.encode(name, bytes)) {
            publisher.publish(name, frame);
            return frame.sizeBytes();
        }
    }

    @Override
    public BlockBytes get(ObjectName name) {
        try (FileChannel channel = FileChannel.open(volume.file(name), StandardOpenOption.READ)) {
            return codec.decode(name, channel, channel.size());
        } catch (NoSuchFileException e) {
            volume.requirePresent();
            throw new NotFound("there is no stored object " + name);
        } catch (IOException e) {
            throw new Unavailable("cannot read the stored object " + name + ": " + e, e);
        }
    }

    @Override
    public boolean contains(ObjectName name) {
        try {
            return Files.readAttributes(volume.file(name), BasicFileAttributes.class)
                    .isRegularFile();
        } catch (NoSuchFileException e) {
            volume.requirePresent();
            return false;
        } catch (IOException e) {
            throw new Unavailable("cannot look for the stored object " + name + ": " + e, e);
        }
    }

    @Override
    public Stream<StoredObject> list() {
        return Listing.of(volume);
    }

    /** Ends this opening; puts fail from now on. */
    @Override
    public void close() {
        try {
            run.close();
        } catch (IOException e) {
            throw new Unavailable("cannot end the use of " + volume.root() + ": " + e, e);
        }
    }
}
