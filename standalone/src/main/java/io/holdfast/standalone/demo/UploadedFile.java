package io.holdfast.standalone.demo;

import io.holdfast.core.block.BlockId;
import java.util.List;
import java.util.Set;

/**
 * A file that the server has.
 *
 * @param fileId on the server
 * @param blocks of its manifest, as the client cut them
 * @param sentBytes that went over the network for it
 * @param sentBlocks how many blocks that were
 */
record UploadedFile(SourceFile source, String fileId, List<BlockId> blocks, long sentBytes, int sentBlocks) {
    UploadedFile {
        blocks = List.copyOf(blocks);
    }

    Set<BlockId> distinctBlocks() {
        return Set.copyOf(blocks);
    }
}
