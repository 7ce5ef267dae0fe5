package io.holdfast.blockstore.hdfs;

import io.holdfast.blockstore.frame.Frame;
import io.holdfast.blockstore.frame.FrameCodec;
import io.holdfast.blockstore.hdfs.HdfsFiles.Got;
import io.holdfast.blockstore.hdfs.HdfsFiles.Naming;
import io.holdfast.blockstore.key.KeyMark;
import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.pack.PackBytes;
import io.holdfast.blockstore.pack.PackSettings;
import io.holdfast.blockstore.pack.SmallPuts;
import io.holdfast.blockstore.pack.WholePacks;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.PutEnd;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException.Corrupt;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileStatus;

/** Blocks as files of an HDFS directory, small ones in packs if the settings say so. Open it once per process and share it; close it at the end. */
public final class HdfsBlockStore implements BlockStore, AutoCloseable {
    private final HdfsFiles files;
    private final Layout layout;
    private final Unfinished unfinished;
    private final FrameCodec codec;
    private final WholePacks packs;
    private final SmallPuts small;

    private HdfsBlockStore(HdfsFiles files, Layout layout, Unfinished unfinished, FrameCodec codec, WholePacks packs) {
        this.files = files;
        this.layout = layout;
        this.unfinished = unfinished;
        this.codec = codec;
        this.packs = packs;
        this.small = packs.puts(codec, this, slice -> store(slice.name(), slice::frame));
    }

    /** As {@link #open(HdfsSettings, KeySettings, PackSettings)}, without packs of its own. */
    public static HdfsBlockStore open(HdfsSettings settings, KeySettings keys) {
        return open(settings, keys, PackSettings.OFF);
    }

    /**
     * Opens the store: makes its directory if it is not there, tests what the cluster does, removes what was left unfinished for a day, and
     * makes the keystore of a store that has none yet.
     *
     * @param packed which blocks are put into packs; packs that are there are read whatever it says
     * @throws Unavailable if the cluster cannot be reached, does not let us in or does not do what the protocol needs, or if the keys of the
     *     objects are not there
     */
    public static HdfsBlockStore open(HdfsSettings settings, KeySettings keys, PackSettings packed) {
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
            FrameCodec codec = FrameCodec.forThisMachine(opened.ring(), random);
            WholePacks packs = new WholePacks(new HdfsPacks(files, unfinished), packed, random::nextLong);
            return new HdfsBlockStore(files, layout, unfinished, codec, packs);
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
        return small.takes(bytes) ? small.put(name, bytes) : store(name, () -> frame(name, bytes));
    }

    @Override
    public Map<ObjectName, PutEnd> putAll(Map<ObjectName, BlockBytes> objects) {
        return small.putAll(objects, BlockStore.super::putAll);
    }

    /** As a file of its own. */
    private Location store(ObjectName name, Supplier<byte[]> frame) {
        String key = Layout.key(name);
        if (files.find(key).isPresent()) {
            return confirmed(name);
        }
        byte[] stored = frame.get();
        return unfinished.publish(key, stored) == Naming.DONE ? Location.single(name, stored.length) : confirmed(name);
    }

    private byte[] frame(ObjectName name, BlockBytes bytes) {
        try (Frame frame = codec.encode(name, bytes)) {
            return frame.bytes();
        }
    }

    /** A repeated put, or one at the same time: it is there, so it must be whole and durable. */
    private Location confirmed(ObjectName name) {
        Location place = Location.single(name);
        get(place);
        files.settle(Layout.key(name));
        return Location.single(
                name, files.find(Layout.key(name)).map(FileStatus::getLen).orElseThrow(() -> notFound(place)));
    }

    @Override
    public Location confirm(Location place, BlockBytes bytes) {
        files.settle(Layout.key(place));
        return place;
    }

    @Override
    public BlockBytes get(Location location) {
        try {
            Got got = (location.packed()
                            ? slice(location)
                            : files.read(Layout.key(location), FrameCodec.MAX_FRAME_BYTES))
                    .orElseThrow(() -> notFound(location));
            return codec.decode(
                    location.name(), Channels.newChannel(new ByteArrayInputStream(got.bytes())), got.sizeBytes());
        } catch (ChecksumException e) {
            throw new Corrupt(location.name(), "no copy of it agrees with the checksums of HDFS");
        } catch (IOException e) {
            throw new Unavailable("cannot read the stored object " + location + ": " + e, e);
        }
    }

    private Optional<Got> slice(Location location) throws IOException {
        Optional<PackBytes> pack = HdfsPackBytes.open(files, Layout.key(location));
        if (pack.isEmpty()) {
            return Optional.empty();
        }
        try (PackBytes bytes = pack.get()) {
            ByteBuffer frame = ByteBuffer.allocate((int) Math.min(location.storedBytes(), FrameCodec.MAX_FRAME_BYTES));
            bytes.fill(frame, location.offset());
            return Optional.of(new Got(location.storedBytes(), Arrays.copyOf(frame.array(), frame.position())));
        }
    }

    @Override
    public boolean contains(Location location) {
        Optional<FileStatus> file = files.find(Layout.key(location));
        if (file.isEmpty()) {
            layout.requirePresent();
        }
        return file.isPresent()
                && (!location.packed() || file.get().getLen() >= location.offset() + location.storedBytes());
    }

    @Override
    public Stream<StoredObject> list() {
        layout.requirePresent();
        return Stream.concat(Listing.of(files), packs.list());
    }

    /** Ends the connections. */
    @Override
    public void close() {
        files.close();
    }

    private NotFound notFound(Location location) {
        layout.requirePresent();
        return new NotFound("there is no stored object " + location);
    }
}
