package io.holdfast.standalone.data;

import io.holdfast.standalone.terminal.ExitCode;
import io.holdfast.standalone.terminal.Refusal;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PortsTest {
    private static final OptionalInt NOT_ASKED = OptionalInt.empty();

    private final AtomicInteger candidates = new AtomicInteger(20_000);

    @Test
    void theFirstTimeTheApiGetsItsDefaultAndTheOthersFreePorts() {
        Ports ports = Ports.choose(Map.of(), NOT_ASKED, port -> port != 20_001, candidates::getAndIncrement);
        assertThat(ports.number(Port.API)).isEqualTo(8080);
        assertThat(ports.number(Port.POSTGRES)).isEqualTo(20_000);
        assertThat(ports.number(Port.KAFKA)).isEqualTo(20_002);
        assertThat(new HashSet<>(ports.numbers().values())).hasSize(Port.values().length);
    }

    @Test
    void recordedPortsAreKeptWhileTheyAreFree() {
        Map<Port, Integer> recorded = Map.of(Port.API, 9000, Port.POSTGRES, 25_000, Port.KAFKA, 25_001);
        Ports ports = Ports.choose(recorded, NOT_ASKED, port -> port != 25_001, candidates::getAndIncrement);
        assertThat(ports.number(Port.API)).isEqualTo(9000);
        assertThat(ports.number(Port.POSTGRES)).isEqualTo(25_000);
        assertThat(ports.number(Port.KAFKA)).isEqualTo(20_000);
    }

    @Test
    void anAskedPortThatIsTakenIsRefusedNotReplaced() {
        assertThatThrownBy(() ->
                        Ports.choose(Map.of(), OptionalInt.of(8443), port -> port != 8443, candidates::getAndIncrement))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.CANNOT_START))
                .hasMessageContaining("port 8443 is in use");
    }

    @Test
    void zeroTakesAnyFreePortForTheApi() {
        Ports ports = Ports.choose(Map.of(), OptionalInt.of(0), port -> true, candidates::getAndIncrement);
        assertThat(ports.number(Port.API)).isEqualTo(20_000);
    }
}
