package io.holdfast.batch.store;

import io.holdfast.batch.BatchSettings;
import io.holdfast.batch.TestLake;
import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.local.LocalBlockStore;
import io.holdfast.blockstore.local.VolumeOptions;
import io.holdfast.blockstore.opening.BlockStoreSettings;
import io.holdfast.blockstore.pack.PackSettings;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/** Real blocks in a real store on disk, with their rows; and ways to harm them from outside. */
public final class TestBlocks {
    public static final int BLOCK_BYTES = 10_000;

    private final TestLake test;
    private final Path folder;

    public TestBlocks(TestLake test) throws IOException {
        this.test = test;
        this.folder = Files.createTempDirectory("holdfast-data").resolve("blocks");
    }

    public BatchSettings.Scrub settings(int maxBlocks) {
        return new BatchSettings.Scrub(Optional.of(BlockStoreSettings.local(folder)), maxBlocks);
    }

    /** Stores an object that no row knows. */
    public ObjectName object(int number) {
        byte[] content = new byte[BLOCK_BYTES];
        Arrays.fill(content, (byte) number);
        BlockBytes bytes = BlockBytes.wrap(content);
        ObjectName name = new ObjectName(bytes.hash(), 1000L + number);
        try (LocalBlockStore store = LocalBlockStore.open(folder)) {
            store.put(name, bytes);
        }
        return name;
    }

    /** Stores an object and its row, in this state. */
    public ObjectName block(int number, String state) throws IOException, SQLException {
        ObjectName name = object(number);
        test.sql("INSERT INTO block (hash, gen, size, state, since, touched_at, object_gen, stored_size) VALUES ('\\x"
                + name.block().hex() + "', " + name.generation() + ", " + BLOCK_BYTES + ", '" + state
                + "', now(), now(), " + name.generation() + ", " + Files.size(file(name)) + ")");
        return name;
    }

    /** Stores a block in a pack, and its row if there is a state. */
    public Location packed(int number, Optional<String> state) throws SQLException {
        byte[] content = new byte[BLOCK_BYTES];
        Arrays.fill(content, (byte) number);
        BlockBytes bytes = BlockBytes.wrap(content);
        Location place;
        try (LocalBlockStore store =
                LocalBlockStore.open(folder, KeySettings.beside(folder), VolumeOptions.DEFAULT, PackSettings.DEFAULT)) {
            place = store.put(new ObjectName(bytes.hash(), 1000L + number), bytes);
        }
        if (state.isPresent()) {
            test.sql(
                    "INSERT INTO block (hash, gen, size, state, since, touched_at, object_gen, \"offset\", stored_size)"
                            + " VALUES ('\\x" + bytes.hash().hex() + "', "
                            + place.name().generation() + ", " + BLOCK_BYTES
                            + ", '" + state.get() + "', now(), now(), " + place.object() + ", " + place.offset() + ", "
                            + place.storedBytes() + ")");
        }
        return place;
    }

    /** Flips one bit in the middle of a slice. */
    public void damage(Location place) throws IOException {
        Path pack = folder.resolve("packs").resolve(HexFormat.of().toHexDigits(place.object()) + ".pack");
        byte[] bytes = Files.readAllBytes(pack);
        bytes[(int) (place.offset() + place.storedBytes() / 2)] ^= 1;
        Files.write(pack, bytes);
    }

    /** A version cites the block. */
    public void reference(ObjectName name) throws SQLException {
        test.sql("INSERT INTO block_ref (hash, version_id) VALUES ('\\x"
                + name.block().hex() + "', gen_random_uuid())");
    }

    public void delete(ObjectName name) throws IOException {
        Files.delete(file(name));
    }

    /** Flips one bit in the middle. */
    public void damage(ObjectName name) throws IOException {
        byte[] bytes = Files.readAllBytes(file(name));
        bytes[bytes.length / 2] ^= 1;
        Files.write(file(name), bytes);
    }

    /** Loses the last bytes. */
    public void cut(ObjectName name) throws IOException {
        try (FileChannel channel = FileChannel.open(file(name), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 3);
        }
    }

    private Path file(ObjectName name) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith(name.toString()))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
