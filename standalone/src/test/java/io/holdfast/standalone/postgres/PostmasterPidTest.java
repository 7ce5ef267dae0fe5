package io.holdfast.standalone.postgres;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PostmasterPidTest {
    @Test
    void isStaleUnlessTheProcessServesThisCluster() {
        assertThat(PostmasterPid.stale("4711\n/data\n", pid -> pid == 4711)).isFalse();
        assertThat(PostmasterPid.stale("4711\n/data\n", pid -> false)).isTrue();
        assertThat(PostmasterPid.stale("", pid -> true)).isTrue();
        assertThat(PostmasterPid.stale("-4711\n", pid -> true)).isTrue();
    }
}
