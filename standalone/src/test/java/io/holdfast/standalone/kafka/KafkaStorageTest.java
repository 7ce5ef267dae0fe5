package io.holdfast.standalone.kafka;

import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaStorageTest {
    @Test
    void writesAnIdAsKafkaDoes() {
        assertThat(KafkaStorage.text(new UUID(0, 1))).isEqualTo("AAAAAAAAAAAAAAAAAAAAAQ");
    }
}
