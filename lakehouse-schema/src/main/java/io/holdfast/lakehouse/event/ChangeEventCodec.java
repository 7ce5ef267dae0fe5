package io.holdfast.lakehouse.event;

import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/** Messages of {@code holdfast.changes}. Safe for use by many threads. */
public final class ChangeEventCodec {
    private static final SingleObject FORMAT =
            new SingleObject(List.of("change-1.avsc", "change-2.avsc", "change-3.avsc"));

    private ChangeEventCodec() {}

    public static byte[] encode(ChangeEvent event) {
        GenericRecord message = FORMAT.newRecord();
        message.put("namespace", FORMAT.fixed("namespace", event.namespace()));
        message.put("seq", event.seq());
        message.put("file_id", FORMAT.fixed("file_id", event.fileId()));
        message.put("action", event.action());
        message.put("type", event.type());
        message.put("path", event.path());
        event.oldPath().ifPresent(path -> message.put("old_path", path));
        message.put("version", event.version());
        message.put("size", event.sizeBytes());
        event.contentHash().ifPresent(hash -> message.put("content_hash", FORMAT.fixed("content_hash", hash)));
        event.account().ifPresent(account -> message.put("account", FORMAT.fixed("account", account)));
        event.device().ifPresent(device -> message.put("device", FORMAT.fixed("device", device)));
        message.put("occurred_at", SingleObject.micros(event.occurredAt()));
        event.owner().ifPresent(owner -> message.put("owner", FORMAT.fixed("owner", owner)));
        event.parentFolder().ifPresent(folder -> message.put("parent_folder", FORMAT.fixed("parent_folder", folder)));
        event.name().ifPresent(name -> message.put("name", name));
        return FORMAT.encode(message);
    }

    /** @throws IllegalArgumentException if these are not the bytes of a change event */
    public static ChangeEvent decode(byte[] bytes) {
        GenericRecord message = FORMAT.decode(bytes);
        return new ChangeEvent(
                SingleObject.uuid(message.get("namespace")),
                (Long) message.get("seq"),
                SingleObject.uuid(message.get("file_id")),
                message.get("action").toString(),
                message.get("type").toString(),
                message.get("path").toString(),
                Optional.ofNullable(message.get("old_path")).map(Object::toString),
                (Long) message.get("version"),
                (Long) message.get("size"),
                Optional.ofNullable(message.get("content_hash")).map(SingleObject::hash),
                SingleObject.maybeUuid(message.get("account")),
                SingleObject.maybeUuid(message.get("device")),
                SingleObject.instant(message.get("occurred_at")),
                SingleObject.maybeUuid(message.get("owner")),
                SingleObject.maybeUuid(message.get("parent_folder")),
                Optional.ofNullable(message.get("name")).map(Object::toString));
    }
}
