package io.holdfast.standalone.demo;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ComparisonTest {
    private final byte[] bytes = new byte[600_000];

    @Test
    void findsTheFirstByteThatDiffers() throws Exception {
        new Random(1).nextBytes(bytes);
        byte[] other = bytes.clone();
        assertThat(difference(other)).isEmpty();
        other[599_999] ^= 1;
        assertThat(difference(other)).hasValue(599_999);
        other[262_144] ^= 1;
        assertThat(difference(other)).hasValue(262_144);
    }

    @Test
    void aShorterOneDiffersWhereItEnds() throws Exception {
        assertThat(difference(Arrays.copyOf(bytes, 262_144))).hasValue(262_144);
        assertThat(difference(new byte[0])).hasValue(0);
    }

    private OptionalLong difference(byte[] other) throws Exception {
        return Comparison.firstDifference(new ByteArrayInputStream(bytes), new ByteArrayInputStream(other));
    }
}
