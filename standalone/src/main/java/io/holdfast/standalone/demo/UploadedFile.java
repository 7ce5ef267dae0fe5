package io.holdfast.standalone.demo;

import io.holdfast.core.block.BlockId;
import java.util.Map;

/**
 * A file that the server has.
 *
 * @param fileId on the server
 * @param blocks of its manifest, as the client cut them, with their sizes in bytes; each once
 * @param sentBytes that went over the network for it
 * @param sentBlocks how many blocks that were
 */
record UploadedFile(SourceFile source, String fileId, Map<BlockId, Integer> blocks, long sentBytes, int sentBlocks) {
    UploadedFile {
        blocks = Map.copyOf(blocks);
    }
}
