package io.holdfast.core.manifest;

import io.holdfast.core.block.BlockId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ManifestTest {
    private static final BlockRef A = new BlockRef(new BlockId(2, 0, 0, 0), 100_000);
    private static final BlockRef B = new BlockRef(new BlockId(1, 0, 0, 0), 7);

    @Test
    void readsBackItsPackedForm() {
        Manifest manifest = new Manifest(List.of(A, A, B));
        assertThat(manifest.pack()).hasSize(1 + 3 * 36);
        assertThat(Manifest.unpack(manifest.pack())).isEqualTo(manifest);
        assertThat(Manifest.unpack(new Manifest(List.of()).pack()).blocks()).isEmpty();
    }

    @Test
    void contentHashIsTheHashOfTheJoinedDigests() {
        byte[] joined = Arrays.copyOf(A.hash().bytes(), 64);
        System.arraycopy(B.hash().bytes(), 0, joined, 32, 32);
        assertThat(new Manifest(List.of(A, B)).contentHash().bytes())
                .isEqualTo(BlockId.sha256().digest(joined));
        assertThat(new Manifest(List.of()).contentHash().hex())
                .as("an empty file: SHA-256 of nothing")
                .startsWith("e3b0c44298fc1c14");
    }

    @Test
    void namesEachBlockOnceInLockOrder() {
        assertThat(new Manifest(List.of(A, A, B)).distinct().keySet()).containsExactly(B.hash(), A.hash());
    }

    @Test
    void refusesOneHashWithTwoSizes() {
        Manifest manifest = new Manifest(List.of(A, new BlockRef(A.hash(), 100_001)));
        assertThatThrownBy(manifest::distinct).hasMessageContaining("two sizes, 100000 and 100001");
    }

    @Test
    void refusesSmallBlocksBeforeTheLastAndTooManyBlocks() {
        assertThatThrownBy(() -> new Manifest(List.of(B, A))).hasMessageContaining("block 0 has 7 bytes");
        assertThatThrownBy(() -> new Manifest(Collections.nCopies(Manifest.MAX_BLOCKS + 1, A)))
                .hasMessageContaining("at most 262144 blocks");
        assertThatThrownBy(() -> new BlockRef(A.hash(), 0)).hasMessageContaining("not 0");
    }

    @Test
    void refusesDamagedPackedForms() {
        byte[] packed = new Manifest(List.of(A)).pack();
        assertThatThrownBy(() -> Manifest.unpack(Arrays.copyOf(packed, packed.length - 1)))
                .isInstanceOf(IllegalArgumentException.class);
        packed[0] = 9;
        assertThatThrownBy(() -> Manifest.unpack(packed)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Manifest.unpack(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
