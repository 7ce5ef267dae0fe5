package io.holdfast.batch;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.lakehouse.event.VersionEvent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** Events for tests: namespaces, files and blocks are small numbers. */
public final class Events {
    /** When {@code refSeq} 0 would have happened; each reference change comes a minute later. */
    public static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    /** Bytes of every block. */
    public static final int BLOCK_BYTES = 1 << 20;

    private Events() {}

    public static UUID namespace(int number) {
        return new UUID(0, number);
    }

    public static UUID file(int number) {
        return new UUID(1, number);
    }

    /** The version of that file and number. */
    public static UUID version(int file, int number) {
        return new UUID(2, file * 1000L + number);
    }

    public static BlockId block(int number) {
        return BlockId.hash(ByteBuffer.allocate(4).putInt(0, number));
    }

    public static VersionEvent committed(int namespace, long refSeq, int file, int version, int... blocks) {
        return event(VersionEvent.Kind.COMMITTED, namespace, refSeq, file, version, blocks);
    }

    public static VersionEvent purged(int namespace, long refSeq, int file, int version, int... blocks) {
        return event(VersionEvent.Kind.PURGED, namespace, refSeq, file, version, blocks);
    }

    private static VersionEvent event(
            VersionEvent.Kind kind, int namespace, long refSeq, int file, int version, int... blocks) {
        Manifest manifest = new Manifest(Arrays.stream(blocks)
                .mapToObj(number -> new BlockRef(block(number), BLOCK_BYTES))
                .toList());
        boolean commit = kind == VersionEvent.Kind.COMMITTED;
        return new VersionEvent(
                kind,
                namespace(namespace),
                refSeq,
                refSeq,
                file(file),
                version(file, version),
                version,
                namespace(namespace),
                Optional.empty(),
                "file-" + file,
                file % 2 == 0 ? "text/plain" : "image/png",
                manifest.sizeBytes(),
                manifest.contentHash(),
                manifest,
                commit ? manifest.sizeBytes() : 0,
                START.plus(Duration.ofMinutes(refSeq)),
                commit ? "" : "beyond-last-n");
    }
}
