package io.holdfast.ingest.upload;

import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.http.BlockBuffers;
import io.holdfast.metadata.upload.Upload;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What every way of sending blocks begins with: an open upload of the caller's, kept alive by this, and a buffer. */
@Component
class Intake {
    private final Access access;
    private final Leases leases;
    private final BlockBuffers buffers;

    Intake(Access access, Leases leases, BlockBuffers buffers) {
        this.access = access;
        this.leases = leases;
        this.buffers = buffers;
    }

    /** @throws io.holdfast.core.error.HoldfastException.Conflict if it is not open any more */
    Upload open(Caller caller, UUID id) {
        Upload upload = UploadService.requireOpen(access.upload(caller, id));
        leases.renewIfShort(upload);
        return upload;
    }

    BlockBuffers.Buffer buffer() {
        return buffers.forUpload();
    }
}
