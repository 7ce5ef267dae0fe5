package io.holdfast.streams.operator;

import io.holdfast.lakehouse.event.ChangeEvent;
import io.holdfast.lakehouse.event.ChangeEventCodec;
import io.holdfast.lakehouse.event.VersionEvent;
import io.holdfast.lakehouse.event.VersionEventCodec;
import io.holdfast.streams.record.KafkaMessage;
import io.holdfast.streams.record.Numbered;

/** The two kinds of journal events that travel on topics. */
public enum Events {
    /** Version events, numbered by {@code ref_seq}. */
    VERSIONS {
        @Override
        Numbered number(KafkaMessage message) {
            VersionEvent event = VersionEventCodec.decode(message.value());
            return numbered(message, event.namespace().toString(), event.refSeq());
        }
    },
    /** Change events, numbered by {@code seq}. */
    CHANGES {
        @Override
        Numbered number(KafkaMessage message) {
            ChangeEvent event = ChangeEventCodec.decode(message.value());
            return numbered(message, event.namespace().toString(), event.seq());
        }
    };

    /** @throws RuntimeException if these are not the bytes of such an event */
    abstract Numbered number(KafkaMessage message);

    private static Numbered numbered(KafkaMessage message, String namespace, long number) {
        return new Numbered(namespace, number, message.partition(), message.offset(), message.value());
    }
}
