package io.holdfast.streams.record;

import io.holdfast.core.block.BlockId;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTypesTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                BlockId.class,
                KafkaMessage.class,
                Numbered.class,
                DeadLetter.class,
                RefChange.class,
                BlockCount.class,
                BlockHint.class,
                BlockUse.class,
                VersionPlace.class,
                Scope.class,
                Amounts.class,
                ScopeChange.class,
                ScopeTotal.class,
                AccountChange.class,
                Origin.class,
                Pace.class,
                Signal.class
            })
    void travelsWithoutKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
}
