package io.holdfast.lakehouse.event;

import io.holdfast.core.manifest.Manifest;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Messages of {@code holdfast.manifests}. Safe for use by many threads. */
public final class VersionEventCodec {
    private static final SingleObject FORMAT = new SingleObject(List.of("version-1.avsc"));

    private VersionEventCodec() {}

    public static byte[] encode(VersionEvent event) {
        GenericRecord message = FORMAT.newRecord();
        message.put("kind", kindSymbol(message, event.kind()));
        message.put("namespace", FORMAT.fixed("namespace", event.namespace()));
        message.put("seq", event.seq());
        message.put("ref_seq", event.refSeq());
        message.put("file_id", FORMAT.fixed("file_id", event.fileId()));
        message.put("version_id", FORMAT.fixed("version_id", event.versionId()));
        message.put("version", event.version());
        message.put("owner", FORMAT.fixed("owner", event.owner()));
        event.device().ifPresent(device -> message.put("device", FORMAT.fixed("device", device)));
        message.put("path", event.path());
        message.put("mime_type", event.mimeType());
        message.put("size", event.sizeBytes());
        message.put("content_hash", FORMAT.fixed("content_hash", event.contentHash()));
        message.put("manifest", ByteBuffer.wrap(event.manifest().pack()));
        message.put("uploaded_bytes", event.uploadedBytes());
        message.put("occurred_at", SingleObject.micros(event.occurredAt()));
        message.put("reason", event.reason());
        return FORMAT.encode(message);
    }

    /** @throws IllegalArgumentException if these are not the bytes of a version event */
    public static VersionEvent decode(byte[] bytes) {
        GenericRecord message = FORMAT.decode(bytes);
        ByteBuffer packed = (ByteBuffer) message.get("manifest");
        byte[] manifest = new byte[packed.remaining()];
        packed.get(manifest);
        return new VersionEvent(
                VersionEvent.Kind.valueOf(message.get("kind").toString()),
                SingleObject.uuid(message.get("namespace")),
                (Long) message.get("seq"),
                (Long) message.get("ref_seq"),
                SingleObject.uuid(message.get("file_id")),
                SingleObject.uuid(message.get("version_id")),
                (Long) message.get("version"),
                SingleObject.uuid(message.get("owner")),
                SingleObject.maybeUuid(message.get("device")),
                message.get("path").toString(),
                message.get("mime_type").toString(),
                (Long) message.get("size"),
                SingleObject.hash(message.get("content_hash")),
                Manifest.unpack(manifest),
                (Long) message.get("uploaded_bytes"),
                SingleObject.instant(message.get("occurred_at")),
                message.get("reason").toString());
    }

    private static Object kindSymbol(GenericRecord message, VersionEvent.Kind kind) {
        return new GenericData.EnumSymbol(message.getSchema().getField("kind").schema(), kind.name());
    }
}
