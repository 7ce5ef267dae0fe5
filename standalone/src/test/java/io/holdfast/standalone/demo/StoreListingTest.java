package io.holdfast.standalone.demo;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.ObjectName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The golden packs of the store are read here by the format alone: what their indexes say is in them is what is found. */
class StoreListingTest {
    private static final Path GOLDEN = Path.of("../block-store/src/test/resources/io/holdfast/blockstore/pack");

    @TempDir
    private Path blocks;

    private byte[] open = {};
    private byte[] sealed = {};

    @BeforeEach
    void read() throws IOException {
        open = Files.readAllBytes(GOLDEN.resolve("pack-1-open.bin"));
        sealed = Files.readAllBytes(GOLDEN.resolve("pack-1-sealed.bin"));
        Files.createDirectories(blocks.resolve("packs"));
    }

    @Test
    void namesTheSlicesOfPacksAndTheObjectsBesideThem() throws IOException {
        Map<ObjectName, Long> slices = index();
        assertThat(slices.values()).containsExactly(84L, 1_084L, 196L);
        for (byte[] pack : List.of(open, sealed)) {
            Files.write(blocks.resolve("packs/fedcba9876543210.pack"), pack);
            assertThat(StoreListing.walk(blocks).objects()).isEqualTo(slices);
        }
        ObjectName object = new ObjectName(BlockId.hash(ByteBuffer.allocate(1)), 7);
        Files.write(blocks.resolve(object.toString()), new byte[9]);
        Files.write(blocks.resolve("packs/fedcba9876543210.lock"), new byte[0]);
        assertThat(StoreListing.walk(blocks).objects()).hasSize(4).containsEntry(object, 9L);
        assertThat(StoreListing.walk(blocks).sizeBytes()).isEqualTo(84 + 1_084 + 196 + 9);
    }

    @Test
    void aDamagedHeaderHidesNoOtherSliceAndOneThatIsCutOffIsNone() throws IOException {
        List<ObjectName> names = List.copyOf(index().keySet());
        byte[] damaged = open.clone();
        damaged[104 + 30] ^= 1;
        Files.write(blocks.resolve("packs/fedcba9876543210.pack"), damaged);
        assertThat(StoreListing.walk(blocks).objects()).containsOnlyKeys(names.get(0), names.get(2));
        Files.write(blocks.resolve("packs/fedcba9876543210.pack"), Arrays.copyOf(open, open.length - 1));
        assertThat(StoreListing.walk(blocks).objects()).containsOnlyKeys(names.get(0), names.get(1));
        Files.write(blocks.resolve("packs/fedcba9876543210.pack"), new byte[0]);
        assertThat(StoreListing.walk(blocks).count()).isZero();
    }

    /** As the sealed one says of itself. */
    private Map<ObjectName, Long> index() {
        Map<ObjectName, Long> slices = new LinkedHashMap<>();
        ByteBuffer index = ByteBuffer.wrap(sealed).position(open.length + 8);
        for (int i = 0; i < 3; i++) {
            ObjectName name = new ObjectName(BlockId.read(index), index.getLong());
            index.getInt(); // where it lies
            slices.put(name, (long) index.getInt());
        }
        return slices;
    }
}
