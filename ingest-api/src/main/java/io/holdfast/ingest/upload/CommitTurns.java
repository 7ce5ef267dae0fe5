package io.holdfast.ingest.upload;

import io.holdfast.core.manifest.Manifest;
import io.holdfast.ingest.http.LargeManifests;
import io.holdfast.ingest.http.Turns;
import io.holdfast.metadata.upload.Upload;
import io.holdfast.metadata.upload.UploadKind;
import io.holdfast.metadata.upload.UploadState;
import io.holdfast.metadata.upload.Uploads;
import org.springframework.stereotype.Component;

/** The right to have the manifests of an upload in memory, which a commit needs whole. */
@Component
class CommitTurns {
    private final Uploads uploads;
    private final LargeManifests manifests;

    CommitTurns(Uploads uploads, LargeManifests manifests) {
        this.uploads = uploads;
        this.manifests = manifests;
    }

    Turns.Turn take(Upload upload) {
        return manifests.turnFor(mostBlocks(upload));
    }

    /** For an upload whose bytes have just come with the same request: nobody wants to send them again because others are in the way. */
    Turns.Turn takeLate(Upload upload) {
        return manifests.lateTurnFor(uploads.blockCount(upload.id()));
    }

    /** At least as many as there are. The room of an open file tells enough of nearly all, and costs no question. */
    private long mostBlocks(Upload upload) {
        long most = upload.reservedBytes() / Manifest.MIN_BLOCK_BYTES + 1;
        boolean surelySmall = upload.kind() == UploadKind.FILE
                && upload.state() == UploadState.OPEN
                && most <= LargeManifests.SMALL_BLOCKS;
        return surelySmall ? most : uploads.blockCount(upload.id());
    }
}
