package io.holdfast.core.chunk;

import io.holdfast.core.block.BlockId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CdcV1Test {
    private static final int MIB = 1 << 20;
    private static final int EDIT_BYTES = 10;

    @ParameterizedTest
    @EnumSource
    void cutsAsTheDefinitionSays(Content content) throws IOException {
        byte[] bytes = content.bytes(5, 12 * MIB + 345);
        List<Integer> expected = Definition.cuts(bytes);
        assertThat(cuts(Chunker.of(ChunkingProfile.CDC_V1), bytes)).isEqualTo(expected);
        assertThat(cuts(Chunker.cdcV1WithoutVectors(), bytes)).isEqualTo(expected);
        assertThat(streamedCuts(Chunker.of(ChunkingProfile.CDC_V1), bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {1, MIB - 1, MIB, MIB + 1, MIB + 2, MIB + 16_383, MIB + 16_385, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1})
    void cutsShortFilesAsTheDefinitionSays(int size) throws IOException {
        byte[] bytes = Content.RANDOM.bytes(size, size);
        assertThat(cuts(Chunker.of(ChunkingProfile.CDC_V1), bytes)).isEqualTo(Definition.cuts(bytes));
        assertThat(streamedCuts(Chunker.cdcV1WithoutVectors(), bytes)).isEqualTo(Definition.cuts(bytes));
    }

    @Test
    void vectorsAreThereInTheTestsAndGiveTheSameNumbers() {
        PlaceScan fastest = PlaceScan.fastest();
        PlaceScan scalar = new ScalarScan();
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Content content = Content.values()[random.nextInt(Content.values().length)];
            byte[] bytes = content.bytes(seed, 1 + 8 + random.nextInt(3000));
            int first = 8 + random.nextInt(bytes.length - 8);
            int last = first + random.nextInt(bytes.length - first);
            assertThat(fastest.smallest(bytes, first, last))
                    .as("seed %d, %s, places %d to %d of %d", seed, content, first, last, bytes.length)
                    .isEqualTo(scalar.smallest(bytes, first, last))
                    .isEqualTo(Definition.smallest(bytes, first, last));
        }
        assertThat(ModuleLayer.boot().findModule("jdk.incubator.vector"))
                .as("run the tests with --add-modules jdk.incubator.vector")
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void blocksHaveOneToEightMebibytesButTheLast(Content content) throws IOException {
        byte[] bytes = content.bytes(3, 30 * MIB);
        List<Integer> cuts = cuts(Chunker.of(ChunkingProfile.CDC_V1), bytes);
        int start = 0;
        for (int cut : cuts) {
            assertThat(cut - start).isBetween(cut == bytes.length ? 1 : MIB, 8 * MIB);
            start = cut;
        }
        assertThat(start).isEqualTo(bytes.length);
    }

    @Test
    void tenBytesInsertedInto100MebibytesAddOneBlockInTheMedianAndNeverMoreThanTwo() throws IOException {
        byte[] bytes = Content.RANDOM.bytes(99, 100 * MIB);
        Chunker chunker = Chunker.of(ChunkingProfile.CDC_V1);
        Set<Span> known = spans(cuts(chunker, bytes));
        byte[] edited = new byte[bytes.length + EDIT_BYTES];
        List<Integer> added = new ArrayList<>();
        Random random = new Random(7); // one for all: the first numbers of neighbouring seeds lie close together
        for (int edit = 0; edit < 100; edit++) {
            int place = edit == 0 ? 0 : random.nextInt(bytes.length);
            insert(bytes, place, random, edited);
            added.add(added(known, spans(cuts(chunker, edited)), place));
        }
        added.sort(null);
        assertThat(added.get(50)).as("median of %s", added).isEqualTo(1);
        assertThat(added.get(99)).as("most of %s", added).isLessThanOrEqualTo(2);
    }

    @Test
    void theSameInsertionAtTheFrontMakesEveryFixedBlockNew() throws IOException {
        byte[] bytes = Content.RANDOM.bytes(98, 100 * MIB);
        Set<BlockId> known = hashes(bytes);
        byte[] edited = new byte[bytes.length + EDIT_BYTES];
        insert(bytes, 0, new Random(1), edited);
        Set<BlockId> after = hashes(edited);
        assertThat(known).hasSize(25);
        assertThat(after).hasSize(26).doesNotContainAnyElementsOf(known);
    }

    /** A block by where it lies in the file before the edit. */
    private record Span(int start, int end) {}

    private static Set<Span> spans(List<Integer> cuts) {
        Set<Span> spans = new HashSet<>();
        int start = 0;
        for (int cut : cuts) {
            spans.add(new Span(start, cut));
            start = cut;
        }
        return spans;
    }

    /** Blocks of the edited file that the file before it did not have: two equal blocks would count as one more, not less. */
    private static int added(Set<Span> known, Set<Span> edited, int place) {
        int added = 0;
        for (Span span : edited) {
            boolean before = span.end() <= place && known.contains(span);
            boolean behind = span.start() >= place + EDIT_BYTES
                    && known.contains(new Span(span.start() - EDIT_BYTES, span.end() - EDIT_BYTES));
            added += before || behind ? 0 : 1;
        }
        return added;
    }

    private static void insert(byte[] bytes, int place, Random random, byte[] edited) {
        byte[] inserted = new byte[EDIT_BYTES];
        random.nextBytes(inserted);
        System.arraycopy(bytes, 0, edited, 0, place);
        System.arraycopy(inserted, 0, edited, place, EDIT_BYTES);
        System.arraycopy(bytes, place, edited, place + EDIT_BYTES, bytes.length - place);
    }

    private static Set<BlockId> hashes(byte[] bytes) throws IOException {
        Set<BlockId> hashes = new HashSet<>();
        Chunker.of(ChunkingProfile.FIXED_4M).split(bytes, block -> hashes.add(block.hash()));
        return hashes;
    }

    private static List<Integer> cuts(Chunker chunker, byte[] bytes) throws IOException {
        List<Integer> cuts = new ArrayList<>();
        int[] end = {0};
        chunker.split(bytes, block -> cuts.add(end[0] += block.sizeBytes()));
        return cuts;
    }

    private static List<Integer> streamedCuts(Chunker chunker, byte[] bytes) throws IOException {
        List<Integer> cuts = new ArrayList<>();
        int[] end = {0};
        chunker.split(new ByteArrayInputStream(bytes), block -> {
            int size = block.sizeBytes();
            byte[] copy = new byte[size];
            block.buffer().get(copy);
            assertThat(Arrays.equals(copy, 0, size, bytes, end[0], end[0] + size))
                    .isTrue();
            cuts.add(end[0] += size);
        });
        return cuts;
    }
}
