package io.holdfast.standalone.process;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProcFsTest {
    private static final String REST = "1 1 0 0 0 0 0 0 0 0 0 0 0 0 20 0 5 0 4711 999";

    @Test
    void readsPastANameWithParenthesesAndSpaces() {
        assertThat(ProcFs.parse(42, "42 (a) (b c) S 7 " + REST.substring(2), "java\0-cp\0a b.jar\0", "boot"))
                .hasValueSatisfying(process -> {
                    assertThat(process.identity()).isEqualTo(new ProcessIdentity(42, 4711, "boot"));
                    assertThat(process.parentPid()).isEqualTo(7);
                    assertThat(process.command()).containsExactly("java", "-cp", "a b.jar");
                });
    }

    @Test
    void aZombieIsGone() {
        assertThat(ProcFs.parse(42, "42 (java) Z 1 " + REST, "", "boot")).isEmpty();
    }

    @Test
    void knowsThisProcess() {
        ProcessIdentity self = ProcFs.self();
        assertThat(ProcFs.alive(self)).isTrue();
        assertThat(ProcFs.alive(new ProcessIdentity(self.pid(), self.startTicks() + 1, self.bootId())))
                .isFalse();
        assertThat(ProcFs.residentBytes(self.pid())).isGreaterThan(1 << 20);
    }

    @Test
    void aPidFileKeepsTheIdentity() {
        ProcessIdentity identity = new ProcessIdentity(42, 4711, "boot");
        assertThat(ProcessIdentity.parse(identity.toLine())).isEqualTo(identity);
    }
}
