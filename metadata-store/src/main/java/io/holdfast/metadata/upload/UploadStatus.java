package io.holdfast.metadata.upload;

import io.holdfast.core.block.BlockId;
import java.util.List;
import java.util.Set;

/** How far an upload is: what a client asks for to go on after a break. */
public record UploadStatus(Upload upload, List<FileRequest> files, Set<BlockId> confirmed, Set<BlockId> missing) {
    public UploadStatus {
        files = List.copyOf(files);
        confirmed = Set.copyOf(confirmed);
        missing = Set.copyOf(missing);
    }
}
