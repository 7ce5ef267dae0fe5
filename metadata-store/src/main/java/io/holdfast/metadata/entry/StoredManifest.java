package io.holdfast.metadata.entry;

import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.manifest.BlockList;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.PackedManifest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The block list of a version where it lies: of 262,144 blocks at most {@value #PIECE_BLOCKS} are in memory. A purge while it is read
 * does not end it. Not safe for many threads.
 */
public final class StoredManifest implements BlockList {
    /** Read at once. */
    static final int PIECE_BLOCKS = 2_048;

    private final JdbcClient jdbc;
    private final UUID namespaceId;
    private final VersionSummary version;
    private final int blockCount;
    private byte[] piece;
    private int pieceFrom;

    /** @param piece the packed blocks from the first on, up to {@link #PIECE_BLOCKS} of them */
    StoredManifest(JdbcClient jdbc, UUID namespaceId, VersionSummary version, int blockCount, byte[] piece) {
        this.jdbc = jdbc;
        this.namespaceId = namespaceId;
        this.version = version;
        this.blockCount = blockCount;
        this.piece = piece;
    }

    public VersionSummary version() {
        return version;
    }

    @Override
    public int blockCount() {
        return blockCount;
    }

    /** At most {@value #PIECE_BLOCKS} of them. */
    @Override
    public List<BlockRef> part(int from, int to) {
        if (from < 0 || to > blockCount || from > to || to - from > PIECE_BLOCKS) {
            throw new IllegalArgumentException("blocks " + from + " to " + to + " of " + blockCount);
        }
        if (from < pieceFrom || to > pieceFrom + piece.length / PackedManifest.REF_BYTES) {
            piece = read(from);
            pieceFrom = from;
        }
        int offset = (from - pieceFrom) * PackedManifest.REF_BYTES;
        return PackedManifest.read(ByteBuffer.wrap(piece, offset, (to - from) * PackedManifest.REF_BYTES));
    }

    private byte[] read(int from) {
        return jdbc.sql("SELECT substring(manifest FROM ? FOR ?) FROM version WHERE namespace_id = ? AND id = ?")
                .params(
                        PackedManifest.offsetOf(from) + 1,
                        PIECE_BLOCKS * PackedManifest.REF_BYTES,
                        namespaceId,
                        version.id())
                .query((row, n) -> row.getBytes(1))
                .optional()
                .orElseThrow(() -> new NotFound("version " + version.number() + " is gone"));
    }
}
