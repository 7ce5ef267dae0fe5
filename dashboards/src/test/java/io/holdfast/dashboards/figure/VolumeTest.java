package io.holdfast.dashboards.figure;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VolumeTest {
    @Test
    void theRatioIsLogicalByUnique() {
        assertThat(new Volume(300, 120).dedupRatio()).hasValue(2.5);
        assertThat(new Volume(300, 120).savingsBytes()).isEqualTo(180);
    }

    @Test
    void nothingStoredHasNoRatio() {
        assertThat(new Volume(0, 0).dedupRatio()).isEmpty();
    }
}
