package io.holdfast.blockstore.frame;

import io.holdfast.blockstore.key.KeyRing;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Corrupt;
import io.holdfast.testkit.block.Blocks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The golden files are frames as the first release wrote them: they stay readable for ever, and are never written anew. */
class FrameCodecTest {
    private static final int OVERHEAD = 84;

    private final FrameCodec codec = new FrameCodec(2, KeyRing.NONE, new SecureRandom());

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"plain, 0", "plain, 1000", "zstd, 5000"})
    void readsTheGoldenFiles(String kind, int size) throws IOException {
        BlockBytes bytes = kind.equals("zstd") ? Blocks.text(42, size) : Blocks.random(42, size);
        ObjectName name = Blocks.name(bytes, 0x0123_4567_89ab_cdefL);
        byte[] golden;
        try (InputStream file = FrameCodecTest.class.getResourceAsStream("frame-1-" + kind + "-" + size + ".bin")) {
            assertThat(file).as("golden file").isNotNull();
            golden = file.readAllBytes();
        }
        assertThat(decode(name, golden).buffer()).isEqualTo(bytes.buffer());
        assertThat(golden[5]).isEqualTo((byte) (kind.equals("zstd") ? 1 : 0));
        if (kind.equals("plain")) {
            assertThat(encode(name, bytes)).isEqualTo(golden);
        }
    }

    @Test
    void storesPlainWhatDoesNotShrink() throws IOException {
        BlockBytes bytes = Blocks.random(1, 1 << 20);
        assertThat(encode(Blocks.name(bytes, 1), bytes)).hasSize(bytes.sizeBytes() + OVERHEAD);
    }

    @Test
    void compressesWhatShrinksOnlyInPart() throws IOException {
        byte[] half = new byte[1 << 20];
        Blocks.random(2, half.length / 2).buffer().get(half, 0, half.length / 2);
        BlockBytes bytes = BlockBytes.wrap(half);
        byte[] stored = encode(Blocks.name(bytes, 2), bytes);
        assertThat(stored.length).isBetween(half.length / 2, half.length / 2 + 10_000);
        assertThat(decode(Blocks.name(bytes, 2), stored).buffer()).isEqualTo(bytes.buffer());
    }

    @Test
    void refusesWhatALaterVersionMayWrite() throws IOException {
        BlockBytes bytes = Blocks.random(3, 100);
        ObjectName name = Blocks.name(bytes, 3);
        byte[] stored = encode(name, bytes);
        assertThatThrownBy(() -> decode(name, resealed(stored, 5, 7)))
                .isInstanceOf(Corrupt.class)
                .hasMessageContaining("its compression 7 is unknown to this version");
        assertThatThrownBy(() -> decode(name, resealed(stored, 6, 1)))
                .isInstanceOf(Corrupt.class)
                .hasMessageContaining("it is encrypted, or uses a field that this version does not know");
    }

    @Test
    void refusesSizesThatTheChecksumBlesses() throws IOException {
        BlockBytes bytes = Blocks.text(4, 1000);
        ObjectName name = Blocks.name(bytes, 4);
        byte[] stored = encode(name, bytes);
        for (int offset : new int[] {56, 57, 58, 59, 60, 61, 62, 63}) {
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
                if (stored[offset] != (byte) value) {
                    assertThatThrownBy(() -> decode(name, resealed(stored, offset, value)))
                            .as(offset + "=" + value)
                            .isInstanceOf(Corrupt.class);
                }
            }
        }
    }

    private byte[] encode(ObjectName name, BlockBytes bytes) throws IOException {
        Path file = directory.resolve("frame");
        try (Frame frame = codec.encode(name, bytes);
                FileChannel channel = FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.READ)) {
            frame.writeTo(channel);
            ByteBuffer stored = ByteBuffer.allocate((int) frame.sizeBytes());
            channel.read(stored, 0);
            return stored.array();
        }
    }

    private BlockBytes decode(ObjectName name, byte[] stored) throws IOException {
        return codec.decode(name, Channels.newChannel(new ByteArrayInputStream(stored)), stored.length);
    }

    /** The frame with one byte changed and both checksums made right again. */
    private static byte[] resealed(byte[] stored, int offset, int value) {
        byte[] changed = stored.clone();
        changed[offset] = (byte) value;
        ByteBuffer buffer = ByteBuffer.wrap(changed);
        buffer.putInt(76, crc(changed, 76));
        buffer.putInt(changed.length - 4, crc(changed, changed.length - 4));
        return changed;
    }

    private static int crc(byte[] bytes, int size) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, size);
        return (int) crc.getValue();
    }
}
