package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.http.LargeManifests;
import io.holdfast.ingest.http.Turns;
import io.holdfast.ingest.limit.Budget;
import io.holdfast.ingest.limit.RateLimiter;
import io.holdfast.ingest.repeat.IdempotencyKey;
import io.holdfast.ingest.upload.UploadApi.Initiate;
import io.holdfast.ingest.upload.UploadApi.InitiateBatch;
import io.holdfast.ingest.upload.UploadApi.Initiated;
import io.holdfast.ingest.upload.UploadApi.Status;
import io.holdfast.ingest.upload.UploadApi.UploadUrl;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.OpenUpload;
import io.holdfast.metadata.upload.OpenedUpload;
import io.holdfast.metadata.upload.Upload;
import io.holdfast.metadata.upload.UploadKeys;
import io.holdfast.metadata.upload.UploadKind;
import io.holdfast.metadata.upload.UploadState;
import io.holdfast.metadata.upload.UploadStatus;
import io.holdfast.metadata.upload.Uploads;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Opens uploads, says how far they are, gives them up. */
@Service
class UploadService {
    private final Access access;
    private final Uploads uploads;
    private final UploadKeys keys;
    private final RateLimiter limits;
    private final LargeManifests manifests;
    private final UploadLinks links;

    UploadService(
            Access access,
            Uploads uploads,
            UploadKeys keys,
            RateLimiter limits,
            LargeManifests manifests,
            UploadLinks links) {
        this.access = access;
        this.uploads = uploads;
        this.keys = keys;
        this.limits = limits;
        this.manifests = manifests;
        this.links = links;
    }

    Initiated initiate(Caller caller, Initiate request, @Nullable String idempotencyKey) {
        FileRequest file =
                FileRequests.of(request, Destinations.of(access, caller).resolve(request.destination()));
        OpenedUpload opened = open(caller, List.of(file), IdempotencyKey.parse(idempotencyKey), UploadKind.FILE);
        return initiated(opened, List.of(file));
    }

    Initiated initiateBatch(Caller caller, InitiateBatch request, @Nullable String idempotencyKey) {
        List<FileRequest> files = FileRequests.of(request, Destinations.of(access, caller));
        OpenedUpload opened = open(caller, files, IdempotencyKey.parse(idempotencyKey), UploadKind.BATCH);
        return initiated(opened, files);
    }

    /** Opens an upload; a key that an ended upload holds is free again. */
    OpenedUpload open(Caller caller, List<FileRequest> files, Optional<String> key, UploadKind kind) {
        Optional<UUID> ignored = holderOf(caller, key);
        return open(caller, new Wish(files, key, kind, 0));
    }

    private OpenedUpload open(Caller caller, Wish wish) {
        UUID namespace = access.home(caller).namespaceId();
        String user = caller.accountId().toString();
        limits.take(Budget.PROBE_MISSES_PER_USER, user);
        OpenedUpload opened = uploads.open(new OpenUpload(
                namespace,
                caller.actor(),
                access.readableNamespaces(caller),
                wish.files(),
                wish.key(),
                wish.kind(),
                wish.roomBytes()));
        limits.charge(Budget.PROBE_MISSES_PER_USER, user, opened.needed().size() - 1L);
        return opened;
    }

    /**
     * An upload whose blocks are not known yet; the one that was opened with the same key before, if there is one.
     *
     * @param roomBytes how much room a new one holds from the beginning
     */
    Upload openStream(Caller caller, Optional<String> key, long roomBytes) {
        Optional<UUID> earlier = holderOf(caller, key);
        return earlier.isPresent()
                ? access.upload(caller, earlier.get())
                : open(caller, new Wish(List.of(), key, UploadKind.FILE, roomBytes))
                        .upload();
    }

    private record Wish(List<FileRequest> files, Optional<String> key, UploadKind kind, long roomBytes) {}

    /** The upload that was opened with this key and has not ended; one that has ended, if only just now, lets go of it. */
    private Optional<UUID> holderOf(Caller caller, Optional<String> key) {
        Optional<UUID> holder = key.flatMap(text -> keys.find(caller.accountId(), text));
        boolean expired = holder.flatMap(uploads::find)
                .filter(upload -> upload.state() == UploadState.EXPIRED)
                .isPresent();
        return expired ? key.flatMap(text -> keys.find(caller.accountId(), text)) : holder;
    }

    Status status(Caller caller, UUID id) {
        Upload upload = access.upload(caller, id);
        try (Turns.Turn turn = manifests.turnFor(uploads.blockCount(id))) {
            return status(caller, upload);
        }
    }

    private Status status(Caller caller, Upload upload) {
        UploadStatus status = uploads.status(upload.id(), access.readableNamespaces(caller));
        List<BlockRef> blocks = status.files().stream()
                .flatMap(file -> file.manifest().blocks().stream())
                .toList();
        return new Status(
                upload.id(),
                upload.state().name().toLowerCase(Locale.ROOT),
                indexes(blocks, status.confirmed()),
                indexes(blocks, status.missing()),
                upload.leaseUntil());
    }

    void abort(Caller caller, UUID id) {
        uploads.abort(access.upload(caller, id).id());
    }

    /** @throws Conflict if it is not open any more */
    static Upload requireOpen(Upload upload) {
        if (upload.state() != UploadState.OPEN) {
            throw new Conflict("the upload " + upload.id() + " is "
                    + upload.state().name().toLowerCase(Locale.ROOT) + " and takes no more blocks; open a new one");
        }
        return upload;
    }

    private Initiated initiated(OpenedUpload opened, List<FileRequest> files) {
        String blocksUrl = links.blocks(opened.upload().id());
        boolean batch = opened.upload().kind() == UploadKind.BATCH;
        List<UploadUrl> urls = new ArrayList<>();
        Set<BlockId> listed = new HashSet<>();
        int index = 0;
        for (int file = 0; file < files.size(); file++) {
            for (BlockRef block : files.get(file).manifest().blocks()) {
                BlockId hash = block.hash();
                if (opened.needed().contains(hash) && listed.add(hash)) {
                    urls.add(new UploadUrl(
                            index,
                            batch ? file : null,
                            hash.hex(),
                            "PUT",
                            blocksUrl + "/" + hash.hex(),
                            Map.of("Content-Type", "application/octet-stream")));
                }
                index++;
            }
        }
        List<Integer> needed = urls.stream().map(UploadUrl::chunkIndex).toList();
        return new Initiated(
                opened.upload().id(),
                needed,
                urls,
                blocksUrl,
                links.direct(opened.upload().id()).orElse(null),
                opened.upload().leaseUntil());
    }

    private static List<Integer> indexes(List<BlockRef> blocks, Set<BlockId> wanted) {
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (wanted.contains(blocks.get(i).hash())) {
                indexes.add(i);
            }
        }
        return indexes;
    }
}
