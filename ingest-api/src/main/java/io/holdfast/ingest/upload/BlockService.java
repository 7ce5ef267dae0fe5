package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException.HashMismatch;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.TooLarge;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.http.BlockBuffers;
import io.holdfast.metadata.upload.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Receives one block: bounded, checked against its name, stored, then confirmed. What does not match leaves no trace. */
@Service
class BlockService {
    private final Intake intake;
    private final DeclaredSizes declared;
    private final BlockIngest ingest;

    BlockService(Intake intake, DeclaredSizes declared, BlockIngest ingest) {
        this.intake = intake;
        this.declared = declared;
        this.ingest = ingest;
    }

    /** @param length of the body as the client says it; -1 if it does not */
    void put(Caller caller, UUID id, BlockId hash, InputStream body, long length) throws IOException {
        Upload upload = intake.open(caller, id);
        int size = declaredSize(upload, hash);
        requireLength(size, length);
        try (BlockBuffers.Buffer buffer = intake.buffer()) {
            int read = body.readNBytes(buffer.array(), 0, size);
            if (read < size || body.read() >= 0) {
                throw new HashMismatch("block " + hash + " has " + size + " bytes, the body has another length");
            }
            BlockBytes bytes = BlockBytes.wrap(buffer.array(), 0, size);
            requireHash(hash, bytes);
            ingest.take(upload.id(), new BlockRef(hash, size), bytes);
        }
    }

    private int declaredSize(Upload upload, BlockId hash) {
        Integer size = declared.of(upload.id(), List.of(hash)).get(hash);
        if (size == null) {
            throw new NotFound("the upload " + upload.id() + " has no block " + hash);
        }
        return size;
    }

    private static void requireLength(int declared, long length) {
        if (length > BlockBytes.MAX_SIZE_BYTES) {
            throw new TooLarge(
                    "a block has at most " + BlockBytes.MAX_SIZE_BYTES + " bytes", BlockBytes.MAX_SIZE_BYTES);
        }
        if (length >= 0 && length != declared) {
            throw new HashMismatch("this block has " + declared + " bytes, the body has " + length);
        }
    }

    private static void requireHash(BlockId hash, BlockBytes bytes) {
        BlockId actual = bytes.hash();
        if (!actual.equals(hash)) {
            throw new HashMismatch("these bytes hash to " + actual + ", not to " + hash);
        }
    }
}
