package io.holdfast.lakehouse.event;

import io.holdfast.lakehouse.event.SignalEvent.Origin;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Messages of {@code holdfast.signals}. Safe for use by many threads. */
public final class SignalEventCodec {
    private static final SingleObject FORMAT = new SingleObject(List.of("signal-1.avsc"));

    private SignalEventCodec() {}

    public static byte[] encode(SignalEvent event) {
        GenericRecord message = FORMAT.newRecord();
        message.put("account", FORMAT.fixed("account", event.account()));
        message.put("namespace", FORMAT.fixed("namespace", event.namespace()));
        message.put("seq", event.seq());
        message.put(
                "origins",
                event.origins().stream().map(SignalEventCodec::origin).toList());
        message.put("count", event.count());
        message.put(
                "changes",
                event.changes().stream()
                        .map(change -> ByteBuffer.wrap(ChangeEventCodec.encode(change)))
                        .toList());
        message.put("occurred_at", SingleObject.micros(event.occurredAt()));
        return FORMAT.encode(message);
    }

    /** @throws IllegalArgumentException if these are not the bytes of a signal */
    public static SignalEvent decode(byte[] bytes) {
        GenericRecord message = FORMAT.decode(bytes);
        List<Origin> origins = new ArrayList<>();
        for (Object origin : (List<?>) message.get("origins")) {
            GenericRecord one = (GenericRecord) origin;
            origins.add(new Origin(SingleObject.maybeUuid(one.get("device")), (Long) one.get("seq")));
        }
        List<ChangeEvent> changes = new ArrayList<>();
        for (Object change : (List<?>) message.get("changes")) {
            changes.add(ChangeEventCodec.decode(bytes((ByteBuffer) change)));
        }
        return new SignalEvent(
                SingleObject.uuid(message.get("account")),
                SingleObject.uuid(message.get("namespace")),
                (Long) message.get("seq"),
                origins,
                (Integer) message.get("count"),
                changes,
                SingleObject.instant(message.get("occurred_at")));
    }

    private static GenericRecord origin(Origin origin) {
        GenericRecord message = new GenericData.Record(FORMAT.items("origins"));
        origin.device().ifPresent(device -> message.put("device", FORMAT.fixed("account", device)));
        message.put("seq", origin.seq());
        return message;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
