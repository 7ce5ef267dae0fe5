package io.holdfast.core.block;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BlockIdTest {
    /** FIPS 180-2, appendix B.1. */
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void isTheSha256OfTheBytes() {
        assertThat(BlockId.hash(StandardCharsets.US_ASCII.encode("abc")).hex()).isEqualTo(SHA256_OF_ABC);
        byte[] large = new byte[200_000];
        new Random(1).nextBytes(large);
        assertThat(BlockId.hash(ByteBuffer.wrap(large)).bytes())
                .isEqualTo(BlockId.sha256().digest(large));
    }

    @Test
    void hashingLeavesTheBufferAsItWas() {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[100], 10, 50);
        BlockId.hash(bytes);
        assertThat(bytes.position()).isEqualTo(10);
        assertThat(bytes.remaining()).isEqualTo(50);
    }

    @Test
    void readsBackItsOwnHexAndBytes() {
        BlockId id = BlockId.parse(SHA256_OF_ABC);
        assertThat(BlockId.of(id.bytes())).isEqualTo(id);
        assertThat(id).hasToString(SHA256_OF_ABC);
    }

    @Test
    void refusesWhatIsNotAHash() {
        assertThatThrownBy(() -> BlockId.parse(SHA256_OF_ABC.replace('a', 'A'))).hasMessageContaining("lower-case");
        assertThatThrownBy(() -> BlockId.parse("abc")).hasMessageContaining("64 lower-case hex digits, not 'abc'");
        assertThatThrownBy(() -> BlockId.of(new byte[31])).hasMessage("a block id has 32 bytes, not 31");
    }

    @Test
    void sortsAsUnsignedBytes() {
        Random random = new Random(2);
        for (int i = 0; i < 1_000; i++) {
            byte[] a = new byte[BlockId.SIZE_BYTES];
            byte[] b = new byte[BlockId.SIZE_BYTES];
            random.nextBytes(a);
            random.nextBytes(b);
            System.arraycopy(a, 0, b, 0, random.nextInt(BlockId.SIZE_BYTES + 1));
            assertThat(Integer.signum(BlockId.of(a).compareTo(BlockId.of(b))))
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(a, b)));
        }
    }

    @Test
    void namesOfObjectsCarryTheGeneration() {
        ObjectName name = new ObjectName(BlockId.parse(SHA256_OF_ABC), -2);
        assertThat(name).hasToString(SHA256_OF_ABC + ".fffffffffffffffe");
        assertThat(ObjectName.parse(name.toString())).isEqualTo(name);
        assertThatThrownBy(() -> ObjectName.parse(SHA256_OF_ABC + ".FFFFFFFFFFFFFFFE"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ObjectName.parse(SHA256_OF_ABC)).isInstanceOf(IllegalArgumentException.class);
    }
}
