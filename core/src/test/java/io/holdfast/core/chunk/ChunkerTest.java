package io.holdfast.core.chunk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChunkerTest {
    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @EnumSource
    void anEmptyStreamHasNoBlocks(ChunkingProfile profile) throws IOException {
        assertThat(sizes(Chunker.of(profile), InputStream.nullInputStream())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void blocksJoinedAreTheStream(ChunkingProfile profile) throws IOException {
        byte[] bytes = random(1, 30 * MIB + 7);
        byte[] joined = new byte[bytes.length];
        int[] filled = {0};
        Chunker.of(profile).split(new ByteArrayInputStream(bytes), block -> {
            int size = block.sizeBytes();
            block.buffer().get(joined, filled[0], size);
            filled[0] += size;
        });
        assertThat(joined).isEqualTo(bytes);
    }

    @ParameterizedTest
    @EnumSource
    void cutsDoNotDependOnHowTheStreamDelivers(ChunkingProfile profile) throws IOException {
        byte[] bytes = random(2, 20 * MIB + 1);
        Chunker chunker = Chunker.of(profile);
        List<Integer> inMemory = new ArrayList<>();
        chunker.split(bytes, block -> inMemory.add(block.sizeBytes()));
        assertThat(sizes(chunker, new ByteArrayInputStream(bytes))).isEqualTo(inMemory);
        assertThat(sizes(chunker, new Trickle(bytes, new Random(3)))).isEqualTo(inMemory);
    }

    @ParameterizedTest
    @EnumSource
    void aChunkerCanBeUsedAgainAfterItsSinkFailed(ChunkingProfile profile) throws IOException {
        byte[] bytes = random(4, 9 * MIB);
        Chunker chunker = Chunker.of(profile);
        assertThatThrownBy(() -> chunker.split(new ByteArrayInputStream(bytes), block -> {
                    throw new IOException("the sink is full");
                }))
                .hasMessage("the sink is full");
        assertThat(sizes(chunker, new ByteArrayInputStream(bytes)))
                .isEqualTo(sizes(Chunker.of(profile), new ByteArrayInputStream(bytes)));
    }

    @Test
    void fixedBlocksHaveFourMebibytesButTheLast() throws IOException {
        assertThat(sizes(Chunker.of(ChunkingProfile.FIXED_4M), new ByteArrayInputStream(new byte[9 * MIB])))
                .containsExactly(4 * MIB, 4 * MIB, MIB);
    }

    @Test
    void profilesAreFoundByTheirIds() {
        assertThat(ChunkingProfile.parse("cdc-v1")).isEqualTo(ChunkingProfile.CDC_V1);
        assertThat(ChunkingProfile.parse("fixed-4m")).isEqualTo(ChunkingProfile.FIXED_4M);
        assertThatThrownBy(() -> ChunkingProfile.parse("cdc-v9"))
                .hasMessage("no chunking profile 'cdc-v9'; there are cdc-v1, fixed-4m");
    }

    private static List<Integer> sizes(Chunker chunker, InputStream in) throws IOException {
        List<Integer> sizes = new ArrayList<>();
        chunker.split(in, block -> sizes.add(block.sizeBytes()));
        return sizes;
    }

    private static byte[] random(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Delivers a few bytes at a time, and sometimes none. */
    private static final class Trickle extends InputStream {
        private final ByteArrayInputStream bytes;
        private final Random chance;

        Trickle(byte[] bytes, Random chance) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.chance = chance;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, Math.min(length, chance.nextInt(1 << 17)));
        }
    }
}
