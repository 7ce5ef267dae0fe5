package io.holdfast.ingest.upload;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.holdfast.core.block.BlockId;
import io.holdfast.ingest.entry.FileView;
import io.holdfast.ingest.http.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** What the calls of this package take and give, as JSON. */
final class UploadApi {
    private UploadApi() {}

    record Chunk(int index, int size, BlockId hash) {
        Chunk {
            hash = Fields.required("hash", hash);
        }
    }

    record Initiate(
            @Nullable String path,
            @Nullable UUID parentFolderId,
            @Nullable String fileName,
            Long fileSize,
            List<Chunk> chunks,
            @Nullable Long baseVersion,
            @Nullable BlockId contentHash,
            @Nullable Instant modifiedAt,
            @Nullable String mimeType,
            @Nullable String onConflict) {
        Initiate {
            fileSize = Fields.required("file_size", fileSize);
            chunks = Fields.required("chunks", chunks);
        }

        Destination destination() {
            return new Destination(path, parentFolderId, fileName);
        }
    }

    record InitiateBatch(List<Initiate> files) {
        InitiateBatch {
            files = Fields.required("files", files);
        }
    }

    /**
     * In a batch chunks are numbered through, file after file: 0 of the second file follows the last of the first.
     *
     * @param bundleUrl takes many small blocks in one body
     * @param directUrl says where in the store blocks can be put; absent if this server does not offer it
     */
    record Initiated(
            UUID uploadId,
            List<Integer> chunksNeeded,
            List<UploadUrl> uploadUrls,
            String bundleUrl,
            @Nullable String directUrl,
            Instant expiresAt) {}

    /** @param fileIndex of a batch: the first file that needs the block */
    record UploadUrl(
            int chunkIndex,
            @Nullable Integer fileIndex,
            String hash,
            String method,
            String url,
            Map<String, String> headers) {}

    /** What became of the blocks of one body, each hash as it came. */
    record Taken(List<BlockId> stored, List<Rejected> rejected) {}

    /** @param code why it was not taken: {@code not_found} is a block that is in no manifest of the upload */
    record Rejected(BlockId hash, String code) {}

    record Status(UUID uploadId, String state, List<Integer> confirmed, List<Integer> missing, Instant expiresAt) {}

    record Committed(String status, List<CommittedFile> files, Dedup dedup) {}

    record CommittedFile(
            @Nullable FileView file,
            String status,
            @Nullable FileView conflictOf,
            @Nullable ProblemDetail problem) {}

    /** The answer of a one-shot upload: the file itself, and the one it was meant for if that had changed. */
    record Uploaded(
            @JsonUnwrapped FileView file,
            String status,
            @Nullable FileView conflictOf,
            Dedup dedup) {}

    /**
     * Says nothing about what others have stored.
     *
     * @param uploadedBytes what the client had to send that its own tree did not hold
     * @param dedupRatio the other part of the bytes, 0 to 1
     */
    record Dedup(long totalSize, long uploadedBytes, long dedupSavingsBytes, double dedupRatio) {
        static Dedup of(long totalSize, long uploadedBytes) {
            long saved = Math.max(0, totalSize - uploadedBytes);
            return new Dedup(totalSize, uploadedBytes, saved, totalSize == 0 ? 0 : (double) saved / totalSize);
        }
    }
}
