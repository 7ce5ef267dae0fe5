package io.holdfast.blockstore.frame;

import io.holdfast.blockstore.key.KeyRing;
import io.holdfast.blockstore.key.Keystore;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Corrupt;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.testkit.block.Blocks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Format 2. The golden files, keystore included, were made by an independent program in Python; they stay readable for ever. */
class SealedFrameTest {
    private static final long GENERATION = 0x0123_4567_89ab_cdefL;
    private static final int RECORD = 65_536;
    private static final int OVERHEAD = 76 + 2 + 40 + 4 + 4;

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path directory;

    private Path keystore;
    private FrameCodec codec;

    @BeforeEach
    void copyGoldenKeystore() throws IOException {
        keystore = directory.resolve("blocks.keystore");
        Files.write(keystore, resource("blocks.keystore"));
        Files.write(directory.resolve("blocks-00112233aabbccdd.master"), resource("blocks-00112233aabbccdd.master"));
        codec = new FrameCodec(2, Keystore.open(keystore), random);
    }

    @ParameterizedTest
    @CsvSource({"plain, 0", "plain, 70000", "zstd, 5000"})
    void readsTheGoldenFiles(String kind, int size) throws IOException {
        BlockBytes bytes = kind.equals("zstd") ? Blocks.text(42, size) : Blocks.random(42, size);
        byte[] golden = resource("frame-2-" + kind + "-" + size + ".bin");
        assertThat(decode(codec, Blocks.name(bytes, GENERATION), golden).buffer())
                .isEqualTo(bytes.buffer());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, RECORD - 1, RECORD, RECORD + 1, 3 * RECORD, BlockBytes.MAX_SIZE_BYTES})
    void givesBackWhatItSealed(int size) throws IOException {
        for (BlockBytes bytes : new BlockBytes[] {Blocks.random(1, size), Blocks.text(2, size)}) {
            ObjectName name = Blocks.name(bytes, size);
            byte[] stored = encode(codec, name, bytes);
            assertThat(stored).startsWith(0x89, 'H', 'F', 'B', 2);
            assertThat(decode(codec, name, stored).buffer()).isEqualTo(bytes.buffer());
        }
    }

    @Test
    void storesNothingInTheClearAndNothingTwiceTheSame() throws IOException {
        BlockBytes bytes = Blocks.random(3, 2 * RECORD);
        ObjectName name = Blocks.name(bytes, 3);
        byte[] one = encode(codec, name, bytes);
        byte[] other = encode(codec, name, bytes);
        assertThat(one).hasSize(bytes.sizeBytes() + OVERHEAD + 2 * 16);
        byte[] piece = new byte[16];
        for (int i = 0; i < bytes.sizeBytes(); i += RECORD / 4) {
            bytes.buffer().get(i, piece);
            assertThat(indexOf(one, piece)).as("bytes from %d", i).isNegative();
        }
        assertThat(Arrays.copyOfRange(one, 122, one.length - 4))
                .isNotEqualTo(Arrays.copyOfRange(other, 122, other.length - 4));
    }

    @Test
    void readsTheFirstFormatToo() throws IOException {
        BlockBytes bytes = Blocks.text(42, 5000);
        assertThat(decode(codec, Blocks.name(bytes, GENERATION), resource("frame-1-zstd-5000.bin"))
                        .buffer())
                .isEqualTo(bytes.buffer());
    }

    @Test
    void aRotationLeavesEveryObjectReadable() throws IOException {
        BlockBytes bytes = Blocks.random(4, 1000);
        ObjectName name = Blocks.name(bytes, 4);
        byte[] before = encode(codec, name, bytes);
        Keystore.rotate(keystore, random);
        FrameCodec restarted = new FrameCodec(1, Keystore.open(keystore), random);
        byte[] after = encode(restarted, name, bytes);
        assertThat(ByteBuffer.wrap(after).getInt(8)).isEqualTo(3);
        assertThat(decode(restarted, name, before).buffer()).isEqualTo(bytes.buffer());
        assertThat(decode(codec, name, after).buffer())
                .as("a process that was started before the rotation")
                .isEqualTo(bytes.buffer());
    }

    @Test
    void aMissingKeyIsTheOperatorsProblemAndNoDamage() throws IOException {
        BlockBytes bytes = Blocks.random(5, 1000);
        ObjectName name = Blocks.name(bytes, 5);
        byte[] stored = encode(codec, name, bytes);
        FrameCodec keyless = new FrameCodec(1, KeyRing.NONE, random);
        assertThatThrownBy(() -> decode(keyless, name, stored))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("encrypted with the block key 2");
        assertThatThrownBy(() -> decode(codec, name, resealed(stored, 11, 9)))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("encrypted with the block key 9, which the keystore");
        assertThatThrownBy(() -> decode(codec, name, resealed(stored, 11, 1)))
                .isInstanceOf(Corrupt.class)
                .hasMessageContaining("the block key 1 does not unwrap its data key");
    }

    /** What somebody can do who may write to the disk and knows everything but the keys: checksums are no protection. */
    @Test
    void refusesEveryForgedByteAlthoughTheChecksumsAreRight() throws IOException {
        BlockBytes bytes = Blocks.random(6, 300);
        ObjectName name = Blocks.name(bytes, 6);
        byte[] stored = encode(codec, name, bytes);
        for (int at = 4; at < stored.length - 4; at++) {
            boolean namesTheKey = at >= 8 && at < 12;
            boolean checksum = at >= 118 && at < 122; // which is made right again
            if (!namesTheKey && !checksum) {
                byte[] forged = resealed(stored, at, stored[at] ^ 0x10);
                assertThatThrownBy(() -> decode(codec, name, forged)).isInstanceOf(Corrupt.class);
            }
        }
    }

    @Test
    void recordsCannotBeMovedLeftOutOrTakenFromAnotherFrame() throws IOException {
        BlockBytes bytes = Blocks.random(7, 3 * RECORD);
        ObjectName name = Blocks.name(bytes, 7);
        byte[] stored = encode(codec, name, bytes);
        byte[] again = encode(codec, name, bytes);
        int sealed = RECORD + 16;
        byte[] swapped = stored.clone();
        System.arraycopy(stored, 122, swapped, 122 + sealed, sealed);
        System.arraycopy(stored, 122 + sealed, swapped, 122, sealed);
        byte[] foreign = stored.clone();
        System.arraycopy(again, 122, foreign, 122, sealed);
        for (byte[] forged : new byte[][] {swapped, foreign}) {
            assertThatThrownBy(() -> decode(codec, name, resealed(forged, 0, 0x89)))
                    .isInstanceOf(Corrupt.class)
                    .hasMessageContaining("does not authenticate");
        }
        byte[] shorter = Arrays.copyOf(stored, stored.length - sealed);
        ByteBuffer.wrap(shorter).putInt(60, 2 * sealed);
        assertThatThrownBy(() -> decode(codec, name, resealed(shorter, 0, 0x89)))
                .isInstanceOf(Corrupt.class);
    }

    private byte[] encode(FrameCodec by, ObjectName name, BlockBytes bytes) throws IOException {
        try (Frame frame = by.encode(name, bytes);
                FileChannel channel = FileChannel.open(
                        directory.resolve("frame"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            frame.writeTo(channel);
        }
        return Files.readAllBytes(directory.resolve("frame"));
    }

    private static BlockBytes decode(FrameCodec by, ObjectName name, byte[] stored) throws IOException {
        return by.decode(name, Channels.newChannel(new ByteArrayInputStream(stored)), stored.length);
    }

    /** The frame with one byte changed and both checksums made right again, as far as the frame still has the shape for it. */
    private static byte[] resealed(byte[] stored, int offset, int value) {
        byte[] changed = stored.clone();
        changed[offset] = (byte) value;
        ByteBuffer buffer = ByteBuffer.wrap(changed);
        int header = 78 + Short.toUnsignedInt(buffer.getShort(76));
        if (header + 4 <= changed.length) {
            buffer.putInt(header, crc(changed, header));
        }
        buffer.putInt(changed.length - 4, crc(changed, changed.length - 4));
        return changed;
    }

    private static int crc(byte[] bytes, int size) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, size);
        return (int) crc.getValue();
    }

    private static int indexOf(byte[] bytes, byte[] piece) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        return all.indexOf(new String(piece, StandardCharsets.ISO_8859_1));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream file = SealedFrameTest.class.getResourceAsStream(name)) {
            assertThat(file).as(name).isNotNull();
            return file.readAllBytes();
        }
    }
}
