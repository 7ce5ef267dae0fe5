package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.HashMismatch;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.TooLarge;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.http.BlockBuffers;
import io.holdfast.metadata.upload.Upload;
import io.holdfast.metadata.upload.UploadKeys;
import io.holdfast.metadata.upload.UploadState;
import io.holdfast.metadata.upload.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Receives one block: bounded, checked against its name, stored, then confirmed. What does not match leaves no trace. */
@Service
class BlockService {
    private final UploadService own;
    private final Uploads uploads;
    private final UploadKeys keys;
    private final BlockIngest ingest;
    private final BlockBuffers buffers;
    private final Access access;
    private final Leases leases;

    BlockService(
            UploadService own,
            Uploads uploads,
            UploadKeys keys,
            BlockIngest ingest,
            BlockBuffers buffers,
            Access access,
            Leases leases) {
        this.own = own;
        this.uploads = uploads;
        this.keys = keys;
        this.ingest = ingest;
        this.buffers = buffers;
        this.access = access;
        this.leases = leases;
    }

    /** @param length of the body as the client says it; -1 if it does not */
    void put(Caller caller, UUID id, BlockId hash, InputStream body, long length) throws IOException {
        Upload upload = own.own(caller, id);
        requireOpen(upload);
        int declared = declaredSize(caller, upload, hash);
        requireLength(declared, length);
        leases.renewIfShort(upload);
        try (BlockBuffers.Buffer buffer = buffers.forUpload()) {
            int read = body.readNBytes(buffer.array(), 0, declared);
            if (read < declared || body.read() >= 0) {
                throw new HashMismatch("block " + hash + " has " + declared + " bytes, the body has another length");
            }
            BlockBytes bytes = BlockBytes.wrap(buffer.array(), 0, declared);
            requireHash(hash, bytes);
            ingest.take(upload.id(), new BlockRef(hash, declared), bytes);
        }
    }

    /** The ticket says; a block that was there at the probe and has gone since is still in the manifest. */
    private int declaredSize(Caller caller, Upload upload, BlockId hash) {
        OptionalInt ticket = keys.ticketSize(upload.id(), hash);
        if (ticket.isPresent()) {
            return ticket.getAsInt();
        }
        return uploads.status(upload.id(), access.readableNamespaces(caller)).files().stream()
                .flatMap(file -> file.manifest().blocks().stream())
                .filter(block -> block.hash().equals(hash))
                .findFirst()
                .orElseThrow(() -> new NotFound("the upload " + upload.id() + " has no block " + hash))
                .sizeBytes();
    }

    private static void requireOpen(Upload upload) {
        if (upload.state() != UploadState.OPEN) {
            throw new Conflict("the upload " + upload.id() + " is not open any more");
        }
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
