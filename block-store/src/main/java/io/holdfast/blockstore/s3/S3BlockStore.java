package io.holdfast.blockstore.s3;

import io.holdfast.blockstore.frame.Frame;
import io.holdfast.blockstore.frame.FrameCodec;
import io.holdfast.blockstore.key.KeyMark;
import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.pack.PackSettings;
import io.holdfast.blockstore.pack.SmallPuts;
import io.holdfast.blockstore.pack.WholePacks;
import io.holdfast.blockstore.s3.Bucket.Got;
import io.holdfast.blockstore.s3.Bucket.Put;
import io.holdfast.blockstore.s3.S3Settings.DirectUpload;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.DirectStore;
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
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Blocks as objects of an S3 bucket, small ones in packs if the settings say so. Open it once per process and share it; close it at the end. */
public final class S3BlockStore implements BlockStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(S3BlockStore.class);

    private final Bucket bucket;
    private final Layout layout;
    private final FrameCodec codec;
    private final WholePacks packs;
    private final SmallPuts small;
    private final Healing healing;
    private final S3Settings settings;
    private Optional<DirectPuts> direct = Optional.empty();

    private S3BlockStore(Bucket bucket, Layout layout, FrameCodec codec, WholePacks packs, S3Settings settings) {
        this.bucket = bucket;
        this.layout = layout;
        this.codec = codec;
        this.settings = settings;
        this.packs = packs;
        this.small = packs.puts(codec, this, slice -> store(slice.name(), slice.frame()));
        this.healing = new Healing(bucket, this::decode);
    }

    /** As {@link #open(S3Settings, KeySettings, PackSettings)}, without packs of its own. */
    public static S3BlockStore open(S3Settings settings, KeySettings keys) {
        return open(settings, keys, PackSettings.OFF);
    }

    /**
     * Opens the store: makes it under its prefix if it is not there (the bucket must be), tests what S3 does, and makes the keystore of a
     * store that has none yet.
     *
     * @param packed which blocks are put into packs; packs that are there are read whatever it says
     * @throws Unavailable if S3 cannot be reached, does not do what the protocol needs, or the keys of the objects are not there
     */
    public static S3BlockStore open(S3Settings settings, KeySettings keys, PackSettings packed) {
        Bucket bucket = new Bucket(S3Access.connect(settings), settings);
        try {
            Layout layout = new Layout(bucket);
            layout.open();
            SecureRandom random = new SecureRandom();
            Optional<KeyMark> before = layout.mark();
            KeySettings.Opened opened = keys.open(before, random);
            new SelfTest(bucket, HexFormat.of().toHexDigits(random.nextLong())).pass();
            opened.mark().filter(mark -> !before.equals(Optional.of(mark))).ifPresent(layout::mark);
            FrameCodec codec = FrameCodec.forThisMachine(opened.ring(), random);
            WholePacks packs = new WholePacks(new S3Packs(bucket, layout), packed, random::nextLong);
            return new S3BlockStore(bucket, layout, codec, packs, settings);
        } catch (RuntimeException e) {
            bucket.close();
            throw e;
        }
    }

    /**
     * The way past the server, if the settings switch it on. The first call tests whether the bucket holds clients to what was signed.
     *
     * @throws Unavailable if it does not; the message says in what
     */
    public synchronized Optional<DirectStore> direct() {
        if (direct.isEmpty() && settings.direct() == DirectUpload.ON) {
            DirectPuts puts = new DirectPuts(bucket, layout, S3Access.presigner(settings));
            try {
                new DirectSelfTest(bucket, puts, HexFormat.of().toHexDigits(new SecureRandom().nextLong())).pass();
            } catch (RuntimeException e) {
                puts.close();
                throw e;
            }
            direct = Optional.of(puts);
        }
        return direct.map(puts -> puts);
    }

    @Override
    public int packsBelow() {
        return small.below();
    }

    @Override
    public Location put(ObjectName name, BlockBytes bytes) {
        return small.takes(bytes) ? small.put(name, bytes) : store(name, frame(name, bytes));
    }

    /** A copy: its memory is free before anything is read with the same codec. */
    private byte[] frame(ObjectName name, BlockBytes bytes) {
        try (Frame frame = codec.encode(name, bytes)) {
            return frame.bytes();
        }
    }

    @Override
    public Map<ObjectName, PutEnd> putAll(Map<ObjectName, BlockBytes> objects) {
        return small.putAll(objects, BlockStore.super::putAll);
    }

    /** As an object of its own. */
    private Location store(ObjectName name, byte[] frame) {
        byte[] sha256 = BlockId.hash(ByteBuffer.wrap(frame)).bytes();
        if (bucket.create(Layout.key(name), frame, sha256) == Put.MADE) {
            return Location.single(name, frame.length);
        }
        get(name); // a repeated put, or the SDK's own repetition: it is there, so it must be whole
        return Location.single(name, bucket.size(Layout.key(name)).orElseThrow(() -> notFound(Location.single(name))));
    }

    /** What S3 shows is durable. */
    @Override
    public Location confirm(Location place, BlockBytes bytes) {
        return place;
    }

    @Override
    public BlockBytes get(Location location) {
        try {
            return fetch(location);
        } catch (Corrupt e) {
            LOG.warn("{}: reading it again, in case that it was damaged on the way", e.getMessage());
        }
        try {
            return fetch(location);
        } catch (Corrupt e) {
            return healing.heal(location).orElseThrow(() -> e);
        }
    }

    private BlockBytes fetch(Location location) {
        Got got = (location.packed() ? slice(location) : bucket.read(Layout.key(location), FrameCodec.MAX_FRAME_BYTES))
                .orElseThrow(() -> notFound(location));
        return decode(location, got);
    }

    private Optional<Got> slice(Location location) {
        if (location.storedBytes() == 0 || location.storedBytes() > FrameCodec.MAX_FRAME_BYTES) {
            return Optional.of(new Got(location.storedBytes(), new byte[0]));
        }
        return bucket.part(Layout.key(location), Part.of(location.offset(), location.storedBytes()));
    }

    /** A frame, or a bare object; both are verified by the SHA-256 of the block, so neither is ever taken for the other. */
    private BlockBytes decode(Location location, Got got) {
        try {
            return codec.decode(
                    location.name(), Channels.newChannel(new ByteArrayInputStream(got.bytes())), got.sizeBytes());
        } catch (Corrupt e) {
            return Bare.read(location.name(), got).orElseThrow(() -> e);
        } catch (IOException e) {
            throw new Unavailable("cannot read the stored object " + location + ": " + e, e);
        }
    }

    @Override
    public boolean contains(Location location) {
        Optional<Long> size = bucket.size(Layout.key(location));
        if (size.isEmpty()) {
            layout.requirePresent();
        }
        return size.isPresent() && (!location.packed() || size.get() >= location.offset() + location.storedBytes());
    }

    @Override
    public Stream<StoredObject> list() {
        layout.requirePresent();
        return Stream.concat(Listing.of(bucket), packs.list());
    }

    /** Ends the connections. */
    @Override
    public synchronized void close() {
        direct.ifPresent(DirectPuts::close);
        bucket.close();
    }

    private NotFound notFound(Location location) {
        layout.requirePresent();
        return new NotFound("there is no stored object " + location);
    }
}
