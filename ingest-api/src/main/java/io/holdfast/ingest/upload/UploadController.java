package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.upload.UploadApi.Committed;
import io.holdfast.ingest.upload.UploadApi.Initiate;
import io.holdfast.ingest.upload.UploadApi.InitiateBatch;
import io.holdfast.ingest.upload.UploadApi.Initiated;
import io.holdfast.ingest.upload.UploadApi.Status;
import io.holdfast.ingest.upload.UploadApi.Taken;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class UploadController {
    private final UploadService uploads;
    private final BlockService blocks;
    private final BundleService bundles;
    private final CommitService commits;

    UploadController(UploadService uploads, BlockService blocks, BundleService bundles, CommitService commits) {
        this.uploads = uploads;
        this.blocks = blocks;
        this.bundles = bundles;
        this.commits = commits;
    }

    @PostMapping("/files/upload/initiate")
    Initiated initiate(
            Caller caller,
            @RequestBody Initiate request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return uploads.initiate(caller, request, key);
    }

    @PostMapping("/files/upload/initiate-batch")
    Initiated initiateBatch(
            Caller caller,
            @RequestBody InitiateBatch request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return uploads.initiateBatch(caller, request, key);
    }

    @PostMapping(path = "/uploads/{id}/blocks", consumes = Bundle.TYPE)
    Taken bundle(Caller caller, @PathVariable UUID id, HttpServletRequest request) throws IOException {
        return bundles.put(caller, id, request.getInputStream(), request.getContentLengthLong());
    }

    @PutMapping("/uploads/{id}/blocks/{hash}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void block(Caller caller, @PathVariable UUID id, @PathVariable BlockId hash, HttpServletRequest request)
            throws IOException {
        blocks.put(caller, id, hash, request.getInputStream(), request.getContentLengthLong());
    }

    @GetMapping("/uploads/{id}")
    Status status(Caller caller, @PathVariable UUID id) {
        return uploads.status(caller, id);
    }

    @PostMapping("/uploads/{id}/commit")
    Committed commit(Caller caller, @PathVariable UUID id) {
        return commits.commit(caller, id);
    }

    @DeleteMapping("/uploads/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void abort(Caller caller, @PathVariable UUID id) {
        uploads.abort(caller, id);
    }
}
