package io.holdfast.standalone.system;

import io.holdfast.standalone.terminal.Refusal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PreflightTest {
    private static final Path ROOT = Path.of("/data");

    @Test
    void saysWhatIsWrongAndWhatToDo() {
        assertThatThrownBy(() -> Preflight.refuseOldJava(16))
                .isInstanceOf(Refusal.class)
                .hasMessage("this is Java 16; install Java 17 or newer");
        assertThatThrownBy(() -> Preflight.refuseForeignOwner(ROOT, 0, 1000))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("belongs to the user id 0 and you are 1000");
        assertThatThrownBy(() -> Preflight.refuseFullDisk(ROOT, 700 << 20))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("has 700 MiB free");
    }

    @Test
    void letsAGoodMachinePass() {
        assertThatCode(() -> {
                    Preflight.refuseOldJava(17);
                    Preflight.refuseForeignOwner(ROOT, 1000, 1000);
                    Preflight.refuseFullDisk(ROOT, Preflight.LEAST_FREE_BYTES);
                })
                .doesNotThrowAnyException();
    }
}
