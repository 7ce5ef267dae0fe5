package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.ingest.http.Fields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an update takes, as JSON. */
final class UpdateApi {
    private UpdateApi() {}

    /** @param data the bytes, base64; needed where the caller has not stored them before */
    record UpdatedChunk(int chunkIndex, BlockId chunkHash, int size, byte @Nullable [] data) {
        UpdatedChunk {
            chunkHash = Fields.required("chunk_hash", chunkHash);
        }
    }

    /** @param baseVersion which version the new content was made from; absent: the current one */
    record Update(
            @Nullable Long baseVersion,
            Long fileSize,
            List<UpdatedChunk> chunks,
            @Nullable BlockId newContentHash,
            @Nullable Instant modifiedAt,
            @Nullable String mimeType,
            @Nullable String onConflict) {
        Update {
            fileSize = Fields.required("file_size", fileSize);
            chunks = Fields.required("chunks", chunks);
        }
    }
}
