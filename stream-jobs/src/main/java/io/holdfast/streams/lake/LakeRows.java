package io.holdfast.streams.lake;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.lakehouse.event.ChangeEvent;
import io.holdfast.lakehouse.event.ChangeEventCodec;
import io.holdfast.lakehouse.event.VersionEvent;
import io.holdfast.lakehouse.event.VersionEventCodec;
import io.holdfast.streams.record.Numbered;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.jspecify.annotations.Nullable;

/** Events as rows of the event tables, column by column in the order of their schemas in {@code LakeTable}. */
final class LakeRows {
    private LakeRows() {}

    /** A row of {@code log.manifests}. */
    static RowData manifest(Numbered numbered) {
        VersionEvent event = VersionEventCodec.decode(numbered.message());
        return GenericRowData.of(
                text(event.kind().name().toLowerCase(Locale.ROOT)),
                text(event.namespace()),
                event.seq(),
                event.refSeq(),
                text(event.fileId()),
                text(event.versionId()),
                event.version(),
                text(event.owner()),
                maybe(event.device().map(UUID::toString)),
                text(event.path()),
                text(event.mimeType()),
                event.sizeBytes(),
                event.contentHash().bytes(),
                blocks(event.manifest().blocks()),
                event.uploadedBytes(),
                TimestampData.fromInstant(event.occurredAt()),
                text(event.reason()),
                numbered.partition(),
                numbered.offset());
    }

    /** A row of {@code log.changes}. */
    static RowData change(Numbered numbered) {
        ChangeEvent event = ChangeEventCodec.decode(numbered.message());
        return GenericRowData.of(
                text(event.namespace()),
                event.seq(),
                text(event.fileId()),
                text(event.action()),
                text(event.type()),
                text(event.path()),
                maybe(event.oldPath()),
                event.version(),
                event.sizeBytes(),
                event.contentHash().map(BlockId::bytes).orElse(null),
                maybe(event.account().map(UUID::toString)),
                maybe(event.device().map(UUID::toString)),
                TimestampData.fromInstant(event.occurredAt()),
                numbered.partition(),
                numbered.offset());
    }

    private static ArrayData blocks(List<BlockRef> blocks) {
        return new GenericArrayData(blocks.stream()
                .map(block -> GenericRowData.of(block.hash().bytes(), block.sizeBytes()))
                .toArray());
    }

    private static StringData text(Object value) {
        return StringData.fromString(value.toString());
    }

    private static @Nullable StringData maybe(Optional<String> value) {
        return value.map(StringData::fromString).orElse(null);
    }
}
