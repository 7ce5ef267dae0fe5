package io.holdfast.core.chunk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The published vectors, which were made by another program in another language. */
class CdcV1VectorsTest {
    @Test
    void cutsThePublishedContentsIntoThePublishedBlocks() throws IOException {
        List<String> published = lines();
        List<String> ours = new ArrayList<>();
        for (String line : published) {
            if (!line.startsWith("  ")) {
                ours.add(line);
                Chunker.of(ChunkingProfile.CDC_V1)
                        .split(
                                content(line.split(" ")),
                                block -> ours.add("  " + block.sizeBytes() + " " + block.hash()));
            }
        }
        assertThat(ours).isEqualTo(published);
        assertThat(ours).hasSizeGreaterThan(20);
    }

    private static byte[] content(String[] words) {
        long seed = Long.parseLong(words[1]);
        int size = Integer.parseInt(words[2]);
        return switch (words[0]) {
            case "lcg" -> congruential(seed, size, size);
            case "repeat" -> congruential(seed, size, 1000);
            case "zeros" -> new byte[size];
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private static byte[] congruential(long seed, int size, int period) {
        byte[] bytes = new byte[size];
        long state = seed;
        for (int i = 0; i < size; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            bytes[i] = i < period ? (byte) (state >>> 56) : bytes[i - period];
        }
        return bytes;
    }

    private static List<String> lines() throws IOException {
        try (InputStream file = CdcV1VectorsTest.class.getResourceAsStream("cdc-v1-vectors.txt")) {
            assertThat(file).isNotNull();
            return new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
