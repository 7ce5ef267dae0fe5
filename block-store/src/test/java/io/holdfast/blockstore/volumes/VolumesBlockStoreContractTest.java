package io.holdfast.blockstore.volumes;

import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.ObjectReaper;
import io.holdfast.core.block.StoredObject;
import io.holdfast.testkit.block.BlockStoreContract;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What is stored under a name is the frame; damage to it comes with pieces that are in order. */
class VolumesBlockStoreContractTest extends BlockStoreContract {
    private static final Redundancy REDUNDANCY = new Redundancy(4, 2);

    @TempDir
    private static Path data;

    private final List<VolumesBlockStore> opened = new ArrayList<>();
    private final TestVolumes volumes = new TestVolumes(data, REDUNDANCY);

    @BeforeEach
    void openEmptied() {
        try (Stream<StoredObject> objects = reopened().list()) {
            objects.forEach(object -> reaper().delete(object.name()));
        }
    }

    @AfterEach
    void close() {
        opened.forEach(VolumesBlockStore::close);
    }

    @Override
    protected BlockStore store() {
        return opened.get(0);
    }

    @Override
    protected ObjectReaper reaper() {
        return volumes.reaper();
    }

    @Override
    protected BlockStore reopened() {
        opened.add(volumes.open());
        return opened.get(opened.size() - 1);
    }

    @Override
    protected byte[] raw(ObjectName name) {
        Piece[] pieces = new Piece[REDUNDANCY.total()];
        for (Path file : volumes.pieces(name)) {
            Piece piece = Piece.read(name, TestVolumes.read(file));
            pieces[piece.index()] = piece;
        }
        byte[][] bytes = Arrays.stream(pieces).map(Piece::bytes).toArray(byte[][]::new);
        return new Coder(REDUNDANCY).join(bytes, pieces[0].frameBytes());
    }

    @Override
    protected void overwrite(ObjectName name, byte[] stored) {
        byte[][] bytes = new Coder(REDUNDANCY).split(stored);
        for (int index = 0; index < bytes.length; index++) {
            Piece piece = new Piece(name, REDUNDANCY, 1, index, stored.length, bytes[index]);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            for (ByteBuffer part : piece.stored()) {
                byte[] copy = new byte[part.remaining()];
                part.get(copy);
                file.write(copy, 0, copy.length);
            }
            int first = (int) Long.remainderUnsigned(name.block().word1(), REDUNDANCY.total());
            Path disk = volumes.disk((first + index) % REDUNDANCY.total());
            String hash = name.block().hex();
            TestVolumes.write(
                    disk.resolve("objects/" + hash.charAt(0) + "/" + hash.charAt(1) + "/" + name), file.toByteArray());
        }
    }

    @Override
    protected long storedBytes(ObjectName name) {
        return volumes.pieces(name).stream()
                .mapToLong(file -> TestVolumes.read(file).length)
                .sum();
    }

    /** Six files for each damaged object; the codec itself is tried bit by bit with the local store. */
    @Override
    protected int stride() {
        return 11;
    }
}
