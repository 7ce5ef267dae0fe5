package io.holdfast.ingest.relay;

import java.util.List;
import java.util.UUID;

/** What a namespace has to publish next: journal rows behind what is published, in order. */
record Backlog(UUID namespaceId, long publishedSeq, long publishedRef, List<Row> rows) {
    /** @param refSeq 0 if the row changes no reference */
    record Row(long seq, long refSeq, long manifestBytes) {}

    /** The part of the backlog that is published at once: everything up to these two numbers. */
    record Batch(long upToSeq, long upToRef, int rows) {
        boolean isEmpty() {
            return rows == 0;
        }
    }

    /** As many rows as fit into so many bytes of manifests; one at least, or nothing would ever move. */
    Batch cut(long maxManifestBytes) {
        long bytes = 0;
        long seq = publishedSeq;
        long ref = publishedRef;
        int count = 0;
        for (Row row : rows) {
            bytes += row.manifestBytes();
            if (count > 0 && bytes > maxManifestBytes) {
                break;
            }
            seq = row.seq();
            ref = Math.max(ref, row.refSeq());
            count++;
        }
        return new Batch(seq, ref, count);
    }
}
