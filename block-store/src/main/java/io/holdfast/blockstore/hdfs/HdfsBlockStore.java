package io.holdfast.blockstore.hdfs;

import io.holdfast.blockstore.frame.Frame;
import io.holdfast.blockstore.frame.FrameCodec;
import io.holdfast.blockstore.hdfs.HdfsFiles.Got;
import io.holdfast.blockstore.hdfs.HdfsFiles.Naming;
import io.holdfast.blockstore.key.KeyMark;
import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException.Corrupt;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileStatus;

/** Blocks as files of an HDFS directory. Open it once per process and share it; close it at the end. */
public final class HdfsBlockStore implements BlockStore, AutoCloseable {
    private final HdfsFiles files;
    private final Layout layout;
    private final Unfinished unfinished;
    private final FrameCodec codec;

    private HdfsBlockStore(HdfsFiles files, Layout layout, Unfinished unfinished, FrameCodec codec) {
        this.files = files;
        this.layout = layout;
        this.unfinished = unfinished;
        this.codec = codec;
    }

    /**
     * Opens the store: makes its directory if it is not there, tests what the cluster does, removes what was left unfinished for a day, and
     * makes the keystore of a store that has none yet.
     *
     * @throws Unavailable if the cluster cannot be reached, does not let us in or does not do what the protocol needs, or if the keys of the
     *     objects are not there
     */
    public static HdfsBlockStore open(HdfsSettings settings, KeySettings keys) {
        HdfsFiles files = HdfsFiles.connect(settings);
        try {
            SecureRandom random = new SecureRandom();
            Unfinished unfinished = new Unfinished(files, random);
            Layout layout = new Layout(files, unfinished);
            layout.open();
            Optional<KeyMark> before = layout.mark();
            KeySettings.Opened opened = keys.open(before, random);
            new SelfTest(files, unfinished.fresh()).pass();
            unfinished.sweep();
            opened.mark().filter(mark -> !before.equals(Optional.of(mark))).ifPresent(layout::mark);
            return new HdfsBlockStore(files, layout, unfinished, FrameCodec.forThisMachine(opened.ring(), random));
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    @Override
    public Location put(ObjectName name, BlockBytes bytes) {
        String key = Layout.key(name);
        if (files.find(key).isPresent()) {
            return confirmed(name);
        }
        byte[] stored;
        try (Frame frame = codec.encode(name, bytes)) {
            stored = frame.bytes();
        }
        String fresh = unfinished.fresh();
        if (files.create(fresh, stored) == Naming.TAKEN) {
            throw new Unavailable(files + fresh + " is there already");
        }
        if (files.rename(fresh, key) == Naming.DONE) {
            return Location.single(name, stored.length);
        }
        files.discard(fresh);
        return confirmed(name);
    }

    /** A repeated put, or one at the same time: it is there, so it must be whole and durable. */
    private Location confirmed(ObjectName name) {
        get(name);
        files.settle(Layout.key(name));
        return Location.single(
                name, files.find(Layout.key(name)).map(FileStatus::getLen).orElseThrow(() -> notFound(name)));
    }

    /** This store has no packs: every block is a file of its own. */
    @Override
    public BlockBytes get(Location location) {
        if (location.packed()) {
            throw new NotFound("there is no stored object " + location + ": this store has no packs");
        }
        return get(location.name());
    }

    @Override
    public BlockBytes get(ObjectName name) {
        try {
            Got got = files.read(Layout.key(name), FrameCodec.MAX_FRAME_BYTES).orElseThrow(() -> notFound(name));
            return codec.decode(name, Channels.newChannel(new ByteArrayInputStream(got.bytes())), got.sizeBytes());
        } catch (ChecksumException e) {
            throw new Corrupt(name, "no copy of it agrees with the checksums of HDFS");
        } catch (IOException e) {
            throw new Unavailable("cannot read the stored object " + name + ": " + e, e);
        }
    }

    @Override
    public boolean contains(Location location) {
        return !location.packed() && contains(location.name());
    }

    @Override
    public boolean contains(ObjectName name) {
        boolean present = files.find(Layout.key(name)).isPresent();
        if (!present) {
            layout.requirePresent();
        }
        return present;
    }

    @Override
    public Stream<StoredObject> list() {
        layout.requirePresent();
        return Listing.of(files);
    }

    /** Ends the connections. */
    @Override
    public void close() {
        files.close();
    }

    private NotFound notFound(ObjectName name) {
        layout.requirePresent();
        return new NotFound("there is no stored object " + name);
    }
}
