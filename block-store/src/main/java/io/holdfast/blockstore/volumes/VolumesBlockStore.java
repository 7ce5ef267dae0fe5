package io.holdfast.blockstore.volumes;

import io.holdfast.blockstore.frame.Frame;
import io.holdfast.blockstore.frame.FrameCodec;
import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.local.VolumeFiles;
import io.holdfast.blockstore.local.VolumeOptions;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Blocks over several volumes with Reed-Solomon parity. Open it once per process and share it; close it at the end. */
public final class VolumesBlockStore implements BlockStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VolumesBlockStore.class);

    private final Redundancy redundancy;
    private final Volumes volumes;
    private final Optional<PutLocks> locks;
    private final FrameCodec codec;
    private final SecureRandom random;
    private final Coder coder;

    private VolumesBlockStore(
            Redundancy redundancy, Volumes volumes, Optional<PutLocks> locks, FrameCodec codec, SecureRandom random) {
        this.redundancy = redundancy;
        this.volumes = volumes;
        this.locks = locks;
        this.codec = codec;
        this.random = random;
        this.coder = new Coder(redundancy);
    }

    /**
     * Opens the store, and makes the set of volumes if every directory is empty.
     *
     * @throws Unavailable if more volumes are away than may be lost, they are not of one set, or the keys of the objects are not there
     */
    public static VolumesBlockStore open(
            List<Path> directories, Redundancy redundancy, KeySettings keys, VolumeOptions options) {
        SecureRandom random = new SecureRandom();
        List<Optional<Path>> places = new VolumeSet(redundancy, directories).settle(random);
        Volumes volumes = Volumes.open(redundancy, places, options);
        try {
            KeySettings.Opened opened = keys.open(volumes.keyMark(), random);
            opened.mark().ifPresent(volumes::keyMark);
            Optional<PutLocks> locks = volumes.away() == 0 ? places.get(0).map(PutLocks::open) : Optional.empty();
            FrameCodec codec = FrameCodec.forThisMachine(opened.ring(), random);
            return new VolumesBlockStore(redundancy, volumes, locks, codec, random);
        } catch (RuntimeException e) {
            volumes.close();
            throw e;
        }
    }

    @Override
    public Location put(ObjectName name, BlockBytes bytes) {
        volumes.requireRoom(bytes.sizeBytes());
        try (PutLocks.Held held = locks.orElseThrow().take(name)) {
            if (contains(name)) {
                verify(name); // repeated after an unknown outcome: it is there, so all of it must be whole
                return Location.single(name, confirm(name));
            }
            byte[] frame;
            try (Frame encoded = codec.encode(name, bytes)) {
                frame = encoded.bytes();
            }
            return Location.single(
                    name, new PieceWriter(volumes, name).writeAll(stripe(name, frame, random.nextLong())));
        }
    }

    private List<Piece> stripe(ObjectName name, byte[] frame, long stripe) {
        byte[][] pieces = coder.split(frame);
        return IntStream.range(0, redundancy.total())
                .mapToObj(index -> new Piece(name, redundancy, stripe, index, frame.length, pieces[index]))
                .toList();
    }

    private long confirm(ObjectName name) {
        return volumes
                .each(
                        indexes(0),
                        index -> volumes.volume(name, index)
                                .orElseThrow(() -> new Unavailable("a volume is away"))
                                .confirm(name))
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** This store has no packs: every block lies in pieces of its own. */
    @Override
    public BlockBytes get(Location location) {
        if (location.packed()) {
            throw new NotFound("there is no stored object " + location + ": this store has no packs");
        }
        return get(location.name());
    }

    @Override
    public BlockBytes get(ObjectName name) {
        Gathered data = gather(name, IntStream.range(0, redundancy.data()), Map.of());
        boolean whole = data.stripe().isPresent();
        Gathered all = whole ? present(data) : gather(name, indexes(redundancy.data()), data.found());
        return read(all);
    }

    /**
     * Reads every piece, parity too, and makes anew what is lost.
     *
     * @return how many pieces were lost or damaged
     * @throws io.holdfast.core.error.HoldfastException.Corrupt if too few are left
     */
    public int verify(ObjectName name) {
        Gathered all = gather(name, indexes(0), Map.of());
        read(all);
        return all.lost(all.stripe().orElseThrow().get(0).stripe()).size();
    }

    /** Verified; pieces that are lost are made anew. */
    private BlockBytes read(Gathered gathered) {
        ObjectName name = gathered.name();
        List<Piece> pieces = gathered.stripe().orElseThrow(gathered::problem);
        Piece first = pieces.get(0);
        byte[] frame = new byte[0];
        if (first.frameBytes() >= 0 && first.frameBytes() <= FrameCodec.MAX_FRAME_BYTES) {
            byte[][] byIndex = new byte[redundancy.total()][];
            pieces.forEach(piece -> byIndex[piece.index()] = piece.bytes());
            frame = coder.join(byIndex, first.frameBytes());
        }
        BlockBytes bytes = decode(name, frame, first.frameBytes());
        List<Integer> lost = gathered.lost(first.stripe());
        if (!lost.isEmpty()) {
            heal(gathered, stripe(name, frame, first.stripe()), lost);
        }
        return bytes;
    }

    private BlockBytes decode(ObjectName name, byte[] frame, int sizeBytes) {
        try {
            return codec.decode(name, Channels.newChannel(new ByteArrayInputStream(frame)), sizeBytes);
        } catch (IOException e) {
            throw new Unavailable("cannot read the stored object " + name + ": " + e, e);
        }
    }

    /** The block is right; whether its redundancy comes back must not fail the read. */
    private void heal(Gathered gathered, List<Piece> pieces, List<Integer> lost) {
        PieceWriter writer = new PieceWriter(volumes, gathered.name());
        for (int index : lost) {
            try {
                if (!(gathered.found().get(index) instanceof Found.Missing)) {
                    volumes.volume(gathered.name(), index).orElseThrow().setAside(gathered.name());
                }
                writer.write(pieces.get(index));
                LOG.warn(
                        "piece {} of {} was lost and is made anew: {}",
                        index,
                        gathered.name(),
                        gathered.found().get(index));
            } catch (HoldfastException e) {
                LOG.warn("piece {} of {} is lost and cannot be made anew now", index, gathered.name(), e);
            }
        }
    }

    private Gathered gather(ObjectName name, IntStream indexes, Map<Integer, Found> before) {
        Map<Integer, Found> found = new TreeMap<>(before);
        int[] wanted = indexes.filter(index -> !before.containsKey(index)).toArray();
        List<Found> read = volumes.each(IntStream.of(wanted), index -> volumes.read(name, index));
        for (int i = 0; i < wanted.length; i++) {
            found.put(wanted[i], read.get(i));
        }
        return new Gathered(name, redundancy, found);
    }

    /** With those parity pieces that are not there; the others are not read. */
    private Gathered present(Gathered data) {
        Map<Integer, Found> found = new TreeMap<>(data.found());
        indexes(redundancy.data()).forEach(index -> {
            Optional<VolumeFiles> volume = volumes.volume(data.name(), index);
            try {
                if (volume.isPresent() && !volume.get().contains(data.name())) {
                    found.put(index, new Found.Missing());
                }
            } catch (Unavailable e) {
                LOG.debug("cannot look for piece {} of {}", index, data.name(), e);
            }
        });
        return new Gathered(data.name(), redundancy, found);
    }

    private IntStream indexes(int from) {
        return IntStream.range(from, redundancy.total());
    }

    @Override
    public boolean contains(Location location) {
        return !location.packed() && contains(location.name());
    }

    /** Whether so many pieces are there that it can be read. */
    @Override
    public boolean contains(ObjectName name) {
        int present = 0;
        int away = 0;
        for (int index = 0; index < redundancy.total(); index++) {
            try {
                Optional<VolumeFiles> volume = volumes.volume(name, index);
                away += volume.isEmpty() ? 1 : 0;
                present += volume.isPresent() && volume.get().contains(name) ? 1 : 0;
            } catch (Unavailable e) {
                away++;
            }
        }
        if (present < redundancy.data()
                && present + away >= redundancy.data()
                && (present > 0 || away > redundancy.parity())) {
            throw new Unavailable(
                    "whether the stored object " + name + " is there cannot be told: " + away + " volumes are away");
        }
        return present >= redundancy.data();
    }

    /** Every object of which any piece is there, with the sizes of its pieces added up. */
    @Override
    public Stream<StoredObject> list() {
        return IntStream.range(0, 256).boxed().flatMap(firstByte -> list(firstByte).stream());
    }

    private List<StoredObject> list(int firstByte) {
        Map<ObjectName, StoredObject> objects = new TreeMap<>(Comparator.comparing(ObjectName::toString));
        int away = volumes.away();
        List<Unavailable> failures = new ArrayList<>();
        for (VolumeFiles volume : volumes.present()) {
            try {
                volume.list(firstByte)
                        .forEach(piece -> objects.merge(piece.name(), piece, VolumesBlockStore::together));
            } catch (Unavailable e) {
                failures.add(e);
            }
        }
        if (away + failures.size() > redundancy.parity()) {
            throw new Unavailable("too many volumes cannot be listed", failures.get(0));
        }
        return List.copyOf(objects.values());
    }

    private static StoredObject together(StoredObject one, StoredObject other) {
        return new StoredObject(
                one.name(),
                one.storedSizeBytes() + other.storedSizeBytes(),
                one.storedAt().isBefore(other.storedAt()) ? one.storedAt() : other.storedAt());
    }

    /** Ends this opening; puts fail from now on. */
    @Override
    public void close() {
        locks.ifPresent(PutLocks::close);
        volumes.close();
    }
}
