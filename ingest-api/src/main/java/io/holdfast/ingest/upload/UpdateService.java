package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException.HashMismatch;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.MissingBlocks;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.TooLarge;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.http.Fields;
import io.holdfast.ingest.upload.UpdateApi.Update;
import io.holdfast.ingest.upload.UpdateApi.UpdatedChunk;
import io.holdfast.ingest.upload.UploadApi.Chunk;
import io.holdfast.ingest.upload.UploadApi.Initiate;
import io.holdfast.ingest.upload.UploadApi.Uploaded;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.OpenedUpload;
import io.holdfast.metadata.upload.Target;
import io.holdfast.metadata.upload.UploadKind;
import io.holdfast.metadata.upload.Uploads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** A small change in one request: the whole block list, and the bytes of what is new. Opens an upload, fills and commits it. */
@Service
class UpdateService {
    private static final Logger LOG = LoggerFactory.getLogger(UpdateService.class);
    /** Bytes that may come with one update; a larger change is an upload. */
    private static final int MAX_DATA_BYTES = 16 << 20;

    private final UploadService own;
    private final Uploads uploads;
    private final BlockIngest ingest;
    private final CommitService commits;
    private final CommitViews views;
    private final Access access;

    UpdateService(
            UploadService own,
            Uploads uploads,
            BlockIngest ingest,
            CommitService commits,
            CommitViews views,
            Access access) {
        this.own = own;
        this.uploads = uploads;
        this.ingest = ingest;
        this.commits = commits;
        this.views = views;
        this.access = access;
    }

    /** @throws MissingBlocks if a block without bytes is none that the caller has stored before; nothing has changed */
    Uploaded update(Caller caller, UUID id, Update request) {
        Entry file = access.writable(caller, id);
        if (!file.isFile()) {
            throw new InvalidRequest("entry " + id + " is a folder; only files have content");
        }
        FileRequest wanted = wanted(file, request);
        Map<BlockRef, BlockBytes> sent = sent(request);
        OpenedUpload opened = own.open(caller, List.of(wanted), Optional.empty(), UploadKind.FILE);
        try {
            fill(opened, wanted, sent);
            return views.uploaded(file.namespaceId(), commits.commitOne(caller, opened.upload()));
        } catch (OutcomeUnknown e) {
            throw e;
        } catch (RuntimeException e) {
            giveUp(opened);
            throw e;
        }
    }

    /** What the client does not say stays as it is. */
    private static FileRequest wanted(Entry file, Update request) {
        List<Chunk> chunks = new ArrayList<>();
        for (UpdatedChunk chunk : request.chunks()) {
            if (chunk == null) {
                throw new InvalidRequest("chunks[" + chunks.size() + "]", "a chunk is an object, not null");
            }
            chunks.add(new Chunk(chunk.chunkIndex(), chunk.size(), chunk.chunkHash()));
        }
        Initiate asked = new Initiate(
                null,
                null,
                null,
                request.fileSize(),
                chunks,
                request.baseVersion() == null ? Long.valueOf(file.version()) : request.baseVersion(),
                request.newContentHash(),
                request.modifiedAt(),
                request.mimeType() == null ? file.mimeType().orElse(null) : request.mimeType(),
                request.onConflict());
        return Fields.written(
                field -> field.replace("].index", "].chunk_index"),
                () -> FileRequests.of(asked, new Target.Existing(file.id())));
    }

    /** Every block that came with its bytes, checked. */
    private static Map<BlockRef, BlockBytes> sent(Update request) {
        Map<BlockRef, BlockBytes> sent = new LinkedHashMap<>();
        long total = 0;
        for (UpdatedChunk chunk : request.chunks()) {
            byte[] data = chunk.data();
            if (data == null) {
                continue;
            }
            total += data.length;
            if (total > MAX_DATA_BYTES) {
                throw new TooLarge(
                        "an update carries at most " + MAX_DATA_BYTES + " bytes; send a larger change as an upload",
                        MAX_DATA_BYTES);
            }
            BlockBytes bytes = BlockBytes.wrap(data);
            BlockId hash = chunk.chunkHash();
            if (data.length != chunk.size() || !bytes.hash().equals(hash)) {
                throw new HashMismatch("the data of chunk " + chunk.chunkIndex() + " has " + data.length
                        + " bytes and the hash " + bytes.hash() + ", which is not what it says");
            }
            sent.put(new BlockRef(hash, chunk.size()), bytes);
        }
        return sent;
    }

    private void fill(OpenedUpload opened, FileRequest wanted, Map<BlockRef, BlockBytes> sent) {
        List<BlockId> missing = new ArrayList<>();
        Map<BlockRef, BlockBytes> needed = new LinkedHashMap<>();
        wanted.manifest().distinct().forEach((hash, size) -> {
            BlockBytes bytes = sent.get(new BlockRef(hash, size));
            if (opened.needed().contains(hash) && bytes == null) {
                missing.add(hash);
            } else if (opened.needed().contains(hash)) {
                needed.put(new BlockRef(hash, size), bytes);
            }
        });
        if (!missing.isEmpty()) {
            throw new MissingBlocks(missing);
        }
        ingest.takeAll(opened.upload().id(), needed).values().stream()
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(problem -> {
                    throw problem;
                });
    }

    private void giveUp(OpenedUpload opened) {
        try {
            uploads.abort(opened.upload().id());
        } catch (RuntimeException e) {
            LOG.warn(
                    "cannot abort the upload {}; it expires by itself: {}",
                    opened.upload().id(),
                    e.getMessage());
        }
    }
}
