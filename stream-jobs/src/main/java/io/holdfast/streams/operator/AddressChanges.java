package io.holdfast.streams.operator;

import io.holdfast.lakehouse.event.ChangeEvent;
import io.holdfast.lakehouse.event.ChangeEventCodec;
import io.holdfast.streams.logic.Audience;
import io.holdfast.streams.record.AccountChange;
import io.holdfast.streams.record.Numbered;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** A change becomes one for each account that may see it. */
public final class AddressChanges implements FlatMapFunction<Numbered, AccountChange> {
    @Override
    public void flatMap(Numbered event, Collector<AccountChange> out) {
        ChangeEvent change = ChangeEventCodec.decode(event.message());
        String device = change.device().map(UUID::toString).orElse(AccountChange.NO_DEVICE);
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, change.occurredAt());
        for (UUID account : Audience.of(change)) {
            out.collect(new AccountChange(
                    account.toString(), event.namespace(), event.number(), device, micros, event.message()));
        }
    }
}
