package io.holdfast.blockstore.pack;

import io.holdfast.blockstore.frame.FrameCodec;
import io.holdfast.blockstore.key.Keystore;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.testkit.block.Blocks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Format 1 of packs. The golden files were made by an independent program in Python; they stay readable for ever. */
class PackFormatTest {
    private static final long PACK = 0xfedc_ba98_7654_3210L;
    private static final long GENERATION = 0x0123_4567_89ab_cdefL;
    private static final List<BlockBytes> BLOCKS =
            List.of(Blocks.random(42, 0), Blocks.random(42, 1000), Blocks.text(42, 5000));
    private static final List<Location> SLICES =
            List.of(slice(BLOCKS.get(0), 20, 84), slice(BLOCKS.get(1), 104, 1084), slice(BLOCKS.get(2), 1188, 196));

    @TempDir
    private Path directory;

    private byte[] sealed = {};
    private byte[] open = {};

    @BeforeEach
    void read() throws IOException {
        sealed = resource("pack/pack-1-sealed.bin");
        open = resource("pack/pack-1-open.bin");
    }

    @Test
    void readsTheGoldenFiles() throws IOException {
        assertThat(slices(sealed)).isEqualTo(SLICES);
        assertThat(slices(open)).isEqualTo(SLICES);
        Files.write(directory.resolve("blocks.keystore"), resource("frame/blocks.keystore"));
        Files.write(
                directory.resolve("blocks-00112233aabbccdd.master"), resource("frame/blocks-00112233aabbccdd.master"));
        FrameCodec codec = new FrameCodec(1, Keystore.open(directory.resolve("blocks.keystore")), new SecureRandom());
        try (FileChannel channel = channel(sealed)) {
            for (int i = 0; i < SLICES.size(); i++) {
                Location slice = SLICES.get(i);
                channel.position(slice.offset());
                assertThat(codec.decode(slice.name(), channel, slice.storedBytes())
                                .buffer())
                        .isEqualTo(BLOCKS.get(i).buffer());
            }
        }
    }

    @Test
    void writesWhatTheGoldenFilesHold() {
        assertThat(PackHeader.of(PACK)).isEqualTo(ByteBuffer.wrap(open, 0, PackHeader.BYTES));
        assertThat(PackIndex.of(PACK, SLICES))
                .isEqualTo(ByteBuffer.wrap(sealed, open.length, sealed.length - open.length));
        List<Slice> slices = SLICES.stream()
                .map(place -> new Slice(place.name(), Arrays.copyOfRange(sealed, (int) place.offset(), (int)
                        (place.offset() + place.storedBytes()))))
                .toList();
        assertThat(WholePack.of(PACK, slices).bytes()).isEqualTo(sealed);
        assertThat(WholePack.of(PACK, slices).places()).isEqualTo(SLICES);
    }

    @Test
    void aPackWhoseIndexIsDamagedIsReadByItsFrames() throws IOException {
        for (int bit = 8 * open.length; bit < 8 * sealed.length; bit += 3) {
            assertThat(slices(flipped(sealed, bit))).as("bit %d", bit).isEqualTo(SLICES);
        }
    }

    @Test
    void damageToOneSliceHidesNoOther() throws IOException {
        for (int bit = 8 * PackHeader.BYTES; bit < 8 * open.length; bit += 7) {
            List<Location> others = SLICES.stream().filter(except(bit / 8)).toList();
            assertThat(slices(flipped(open, bit))).as("bit %d", bit).containsAll(others);
        }
    }

    @Test
    void aTornTailHidesOnlyWhatIsNotWhole() throws IOException {
        for (int size = 0; size <= open.length; size += 3) {
            int end = size;
            List<Location> whole = SLICES.stream()
                    .filter(slice -> slice.offset() + slice.storedBytes() <= end)
                    .toList();
            assertThat(slices(Arrays.copyOf(open, size))).as("cut to %d", size).isEqualTo(whole);
            assertThat(slices(Arrays.copyOf(Arrays.copyOf(open, size), size + 500)))
                    .as("cut to %d, zeros behind", size)
                    .containsAll(whole);
        }
    }

    @Test
    void aSealThatWasCutOffIsDoneAgain() throws IOException {
        for (int size = open.length; size <= sealed.length; size++) {
            Path file = Files.write(directory.resolve("pack"), Arrays.copyOf(sealed, size));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                assertThat(PackIndex.read(channel, PACK).isPresent())
                        .as("cut to %d", size)
                        .isEqualTo(size == sealed.length);
                Sealing.seal(channel, PACK, Sealing.slices(channel, PACK));
                assertThat(PackIndex.read(channel, PACK)).as("cut to %d", size).contains(SLICES);
            }
        }
    }

    @Test
    void theIndexOfAnotherPackIsNone() throws IOException {
        try (FileChannel channel = channel(sealed)) {
            assertThat(PackIndex.read(channel, PACK + 1)).isEmpty();
        }
    }

    @Test
    void refusesALaterFormat() throws IOException {
        ByteBuffer header = ByteBuffer.wrap(open.clone()).put(4, (byte) 2);
        header.putInt(16, PackHeader.crc(header.slice(0, 16)));
        assertThatThrownBy(() -> slices(header.array()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("its format is 2");
    }

    @Test
    void findsSlicesThatLieAcrossItsWindow() throws IOException {
        byte[] large = new byte[900_000];
        System.arraycopy(open, 0, large, 0, 104);
        int at = 262_144 - 50; // the header of the next frame begins in one window and ends in another
        System.arraycopy(open, 104, large, at, 1084);
        assertThat(slices(large)).containsExactly(SLICES.get(0), slice(BLOCKS.get(1), at, 1084));
    }

    private static Predicate<Location> except(int place) {
        return slice -> place < slice.offset() || place >= slice.offset() + slice.storedBytes();
    }

    private List<Location> slices(byte[] pack) throws IOException {
        try (FileChannel channel = channel(pack)) {
            return Sealing.slices(channel, PACK);
        }
    }

    private FileChannel channel(byte[] pack) throws IOException {
        return FileChannel.open(Files.write(directory.resolve("pack"), pack), StandardOpenOption.READ);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] damaged = bytes.clone();
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        return damaged;
    }

    private static Location slice(BlockBytes bytes, long offset, long size) {
        return new Location(new ObjectName(bytes.hash(), GENERATION), PACK, offset, size);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream file = PackFormatTest.class.getResourceAsStream("/io/holdfast/blockstore/" + name)) {
            assertThat(file).as(name).isNotNull();
            return file.readAllBytes();
        }
    }
}
