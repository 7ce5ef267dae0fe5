package io.holdfast.blockstore.s3;

import io.holdfast.blockstore.frame.Frame;
import io.holdfast.blockstore.frame.FrameCodec;
import io.holdfast.blockstore.key.KeyMark;
import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.s3.Bucket.Got;
import io.holdfast.blockstore.s3.Bucket.Put;
import io.holdfast.blockstore.s3.S3Settings.DirectUpload;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.DirectStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
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
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Blocks as objects of an S3 bucket. Open it once per process and share it; close it at the end. */
public final class S3BlockStore implements BlockStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(S3BlockStore.class);

    private final Bucket bucket;
    private final Layout layout;
    private final FrameCodec codec;
    private final S3Settings settings;
    private Optional<DirectPuts> direct = Optional.empty();

    private S3BlockStore(Bucket bucket, Layout layout, FrameCodec codec, S3Settings settings) {
        this.bucket = bucket;
        this.layout = layout;
        this.codec = codec;
        this.settings = settings;
    }

    /**
     * Opens the store: makes it under its prefix if it is not there (the bucket must be), tests what S3 does, and makes the keystore of a
     * store that has none yet.
     *
     * @throws Unavailable if S3 cannot be reached, does not do what the protocol needs, or the keys of the objects are not there
     */
    public static S3BlockStore open(S3Settings settings, KeySettings keys) {
        Bucket bucket = new Bucket(S3Access.connect(settings), settings);
        try {
            Layout layout = new Layout(bucket);
            layout.open();
            SecureRandom random = new SecureRandom();
            Optional<KeyMark> before = layout.mark();
            KeySettings.Opened opened = keys.open(before, random);
            new SelfTest(bucket, HexFormat.of().toHexDigits(random.nextLong())).pass();
            opened.mark().filter(mark -> !before.equals(Optional.of(mark))).ifPresent(layout::mark);
            return new S3BlockStore(bucket, layout, FrameCodec.forThisMachine(opened.ring(), random), settings);
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
    public Location put(ObjectName name, BlockBytes bytes) {
        byte[] stored;
        try (Frame frame = codec.encode(name, bytes)) {
            stored = frame.bytes();
        }
        byte[] sha256 = BlockId.hash(ByteBuffer.wrap(stored)).bytes();
        if (bucket.create(Layout.key(name), stored, sha256) == Put.MADE) {
            return Location.single(name, stored.length);
        }
        get(name); // a repeated put, or the SDK's own repetition: it is there, so it must be whole
        return Location.single(name, bucket.size(Layout.key(name)).orElseThrow(() -> notFound(name)));
    }

    /** This store has no packs: every block is an object of its own. */
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
            return fetch(name);
        } catch (Corrupt e) {
            LOG.warn("{}: reading it again, in case that it was damaged on the way", e.getMessage());
        }
        Got got = read(name);
        try {
            return decode(name, got);
        } catch (Corrupt e) {
            return healed(name, got).orElseThrow(() -> e);
        }
    }

    private BlockBytes fetch(ObjectName name) {
        return decode(name, read(name));
    }

    private Got read(ObjectName name) {
        return bucket.read(Layout.key(name), FrameCodec.MAX_FRAME_BYTES).orElseThrow(() -> notFound(name));
    }

    /** A frame, or a bare object; both are verified by the SHA-256 of the block, so neither is ever taken for the other. */
    private BlockBytes decode(ObjectName name, Got got) {
        try {
            return codec.decode(name, Channels.newChannel(new ByteArrayInputStream(got.bytes())), got.sizeBytes());
        } catch (Corrupt e) {
            return Bare.read(name, got).orElseThrow(() -> e);
        } catch (IOException e) {
            throw new Unavailable("cannot read the stored object " + name + ": " + e, e);
        }
    }

    /**
     * Puts the newest earlier version that is whole on top of a damaged one, if the bucket keeps versions. We put an object once, so its
     * versions differ only by what others did to it. Should the object be deleted at the same time, it comes back as an orphan, which is swept.
     */
    private Optional<BlockBytes> healed(ObjectName name, Got damaged) {
        for (String version : bucket.earlierVersions(Layout.key(name))) {
            Optional<Got> earlier = bucket.read(Layout.key(name), Optional.of(version), FrameCodec.MAX_FRAME_BYTES);
            try {
                Optional<BlockBytes> whole = earlier.map(got -> decode(name, got));
                if (whole.isPresent()) {
                    String evidence = Layout.evidence(name, damaged.bytes());
                    bucket.replace(evidence, damaged.bytes());
                    bucket.replace(Layout.key(name), earlier.get().bytes());
                    LOG.warn(
                            "{} was damaged and is healed from its version {}; see {}{}",
                            name,
                            version,
                            bucket,
                            evidence);
                    return whole;
                }
            } catch (Corrupt e) {
                LOG.warn("its version {} is no better: {}", version, e.getMessage());
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean contains(Location location) {
        return !location.packed() && contains(location.name());
    }

    @Override
    public boolean contains(ObjectName name) {
        boolean present = bucket.size(Layout.key(name)).isPresent();
        if (!present) {
            layout.requirePresent();
        }
        return present;
    }

    @Override
    public Stream<StoredObject> list() {
        layout.requirePresent();
        return Listing.of(bucket);
    }

    /** Ends the connections. */
    @Override
    public synchronized void close() {
        direct.ifPresent(DirectPuts::close);
        bucket.close();
    }

    private NotFound notFound(ObjectName name) {
        layout.requirePresent();
        return new NotFound("there is no stored object " + name);
    }
}
