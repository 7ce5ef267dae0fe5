package io.holdfast.metadata.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.Location;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.QuotaExceeded;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.core.gc.BlockRow;
import io.holdfast.core.manifest.PackedManifest;
import io.holdfast.metadata.block.Blocks;
import io.holdfast.metadata.block.Evidence;
import io.holdfast.metadata.block.LookOutside;
import io.holdfast.metadata.block.Sightings;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Opens uploads, says what they lack, keeps them alive and ends them. Thread safe. */
public final class Uploads {
    private final Database database;
    private final Ambient ambient;
    private final UploadLimits limits;
    private final Evidence evidence;
    private final Predicate<Location> store;
    private final UploadRows rows;
    private final Blocks blocks;
    private final UploadRoom room;
    private final Reaper reaper;

    /** @param store whether an object is there: {@code BlockStore::contains} */
    public Uploads(
            Database database, Ambient ambient, UploadLimits limits, Evidence evidence, Predicate<Location> store) {
        this.database = database;
        this.ambient = ambient;
        this.limits = limits;
        this.evidence = evidence;
        this.store = store;
        this.rows = new UploadRows(database, ambient);
        this.blocks = new Blocks(database, ambient);
        this.room = new UploadRoom(database, ambient);
        this.reaper = new Reaper(database, ambient, limits);
    }

    /**
     * Opens an upload: the probe. What the caller may cite and is stored is live when this returns; for everything else there
     * is a ticket. Until it ends, the upload holds room for all the bytes of its files.
     *
     * @throws QuotaExceeded before a byte moves, if they do not fit beside what is used and what open uploads hold
     * @throws InvalidRequest if a stored block has another size than the manifest says
     * @throws Conflict if the idempotency key was used for other files
     */
    public OpenedUpload open(OpenUpload request) {
        Sightings sightings = new Sightings(store);
        return withRoom(
                request.namespaceId(),
                () -> LookOutside.answering(
                        "open an upload",
                        () -> database.transactions().call("open an upload", () -> openOrRepeat(request, sightings))));
    }

    /**
     * Makes an open upload hold room for so many bytes in all, more or less than before: for one whose files are not known yet.
     *
     * @throws NotFound if there is no such upload
     * @throws Conflict if it is not open any more
     * @throws QuotaExceeded if they do not fit; it holds what it held
     */
    public void reserve(UUID id, long bytes) {
        resize(id, "reserve room", upload -> room.resize(upload, bytes));
    }

    /** An open upload whose time is over is ended first, as the reaper would: what this returns as open takes blocks. */
    public Optional<Upload> find(UUID id) {
        return rows.find(id).map(upload -> isOver(upload) ? expire(id) : upload);
    }

    /**
     * What is confirmed and what is missing; the same rule as in the probe and in the commit.
     *
     * @throws NotFound if there is no such upload
     */
    public UploadStatus status(UUID id, Set<UUID> readable) {
        Upload upload = rows.require(id);
        List<FileRequest> files = rows.files(id);
        Set<BlockId> all = distinct(files).keySet();
        Set<BlockId> confirmed =
                new HashSet<>(blocks.find(evidence.of(id, readable, all)).keySet());
        Set<BlockId> missing = new HashSet<>(all);
        missing.removeAll(confirmed);
        return new UploadStatus(upload, files, confirmed, missing);
    }

    /**
     * A sign of life: renews the lease, up to the longest time that an upload may take.
     *
     * @throws NotFound if there is no such upload
     * @throws Conflict if it is not open any more
     */
    public Upload heartbeat(UUID id) {
        int renewed = database.client()
                .sql("""
                        UPDATE upload_session SET lease_until = LEAST(?, opened_at + ? * interval '1 second')
                         WHERE id = ? AND state = 'O'
                        """)
                .param(Sql.time(ambient.now().plus(limits.lease())))
                .param(limits.sessionMax().toSeconds())
                .param(id)
                .update();
        Upload upload = rows.require(id);
        return renewed == 1 ? upload : UploadRows.requireOpen(upload);
    }

    private boolean isOver(Upload upload) {
        return upload.state() == UploadState.OPEN && upload.leaseUntil().isBefore(ambient.now());
    }

    private Upload expire(UUID id) {
        database.transactions().run("expire an upload", () -> {
            if (isOver(rows.lock(id))) {
                Reaper.close(database, ambient, List.of(id), UploadState.EXPIRED);
            }
        });
        return rows.require(id);
    }

    /** How many blocks the manifests of an upload have together, each as often as it occurs; reads none of them. */
    public long blockCount(UUID id) {
        return database.client()
                .sql("SELECT coalesce(sum((octet_length(manifest) - ?) / ?), 0) FROM upload_file WHERE session_id = ?")
                .params(PackedManifest.HEADER_BYTES, PackedManifest.REF_BYTES, id)
                .query(Long.class)
                .single();
    }

    /** The files of an upload as asked for, in order. */
    public List<FileRequest> files(UUID id) {
        return rows.files(id);
    }

    /**
     * Says which files an open upload is to become, in place of what was said before, and so how much room it holds.
     *
     * @throws QuotaExceeded if it needs more than it holds, and that does not fit
     */
    public void describe(UUID id, List<FileRequest> files) {
        resize(id, "describe an upload", upload -> {
            rows.replaceFiles(id, files);
            room.resize(upload, FileRequest.totalBytes(files));
        });
    }

    private void resize(UUID id, String act, Consumer<Upload> change) {
        withRoom(
                rows.require(id).namespaceId(),
                () -> database.transactions().call(act, () -> {
                    change.accept(UploadRows.requireOpen(rows.lock(id)));
                    return true;
                }));
    }

    /** What does not fit is tried once more without the uploads whose time is over. */
    private <T> T withRoom(UUID namespace, Supplier<T> act) {
        try {
            return act.get();
        } catch (QuotaExceeded full) {
            if (reaper.reap(namespace) == 0) {
                throw full;
            }
            return act.get();
        }
    }

    /**
     * Ends an open upload: its open tickets are void, and what was written under them will be deleted. Repeating it changes
     * nothing.
     *
     * @throws NotFound if there is no such upload
     * @throws Conflict if it was committed
     */
    public void abort(UUID id) {
        database.transactions().run("abort an upload", () -> {
            Upload upload = rows.lock(id);
            if (upload.state() == UploadState.COMMITTED) {
                throw new Conflict("the upload " + id + " is committed");
            }
            if (upload.state() == UploadState.OPEN) {
                Reaper.close(database, ambient, List.of(id), UploadState.ABORTED);
            }
        });
    }

    private OpenedUpload openOrRepeat(OpenUpload request, Sightings sightings) {
        Optional<Upload> earlier = request.idempotencyKey()
                .flatMap(key -> rows.findByKey(request.actor().accountId(), key));
        if (earlier.isPresent()) {
            return repeat(earlier.get(), request);
        }
        return openNew(request, sightings);
    }

    private OpenedUpload repeat(Upload earlier, OpenUpload request) {
        if (earlier.kind() != request.kind() || !rows.files(earlier.id()).equals(request.files())) {
            throw new Conflict("this Idempotency-Key was used for another upload");
        }
        return new OpenedUpload(
                earlier, status(earlier.id(), request.readable()).missing());
    }

    /** Who opened an upload with this key in the same moment; the insert has waited for its commit. */
    private Upload winner(OpenUpload request) {
        return request.idempotencyKey()
                .flatMap(key -> rows.findByKey(request.actor().accountId(), key))
                .orElseThrow(
                        () -> new Unavailable("another request with this Idempotency-Key ends right now; try again"));
    }

    private OpenedUpload openNew(OpenUpload request, Sightings sightings) {
        Instant now = ambient.now();
        Upload upload = new Upload(
                ambient.newId(),
                request.namespaceId(),
                request.actor().accountId(),
                request.actor().deviceId(),
                UploadState.OPEN,
                now.plus(limits.lease()),
                now,
                request.kind(),
                request.neededBytes());
        SortedMap<BlockId, Integer> wanted = distinct(request.files());
        Map<BlockId, BlockRow> live = blocks.holdLive(
                evidence.of(upload.id(), request.readable(), wanted.keySet()), Blocks.Pass.SHARING, sightings);
        requireSizes(wanted, live);
        SortedMap<BlockId, Integer> needed = new TreeMap<>(wanted);
        needed.keySet().removeAll(live.keySet());
        if (!rows.insert(upload, request.idempotencyKey())) {
            return repeat(winner(request), request);
        }
        rows.insertFiles(upload.id(), request.files());
        rows.insertTickets(upload.id(), needed.keySet(), needed.values(), now);
        room.take(upload.namespaceId(), upload.reservedBytes());
        ambient.hit("upload.afterProbe");
        return new OpenedUpload(upload, needed.keySet());
    }

    private static void requireSizes(Map<BlockId, Integer> wanted, Map<BlockId, BlockRow> live) {
        wanted.forEach((hash, size) -> {
            BlockRow row = live.get(hash);
            if (row != null && row.sizeBytes() != size) {
                throw new InvalidRequest("chunks", "block " + hash + " has " + row.sizeBytes() + " bytes, not " + size);
            }
        });
    }

    private static SortedMap<BlockId, Integer> distinct(List<FileRequest> files) {
        SortedMap<BlockId, Integer> sizes = new TreeMap<>();
        for (FileRequest file : files) {
            file.manifest().distinct().forEach((hash, size) -> {
                Integer other = sizes.putIfAbsent(hash, size);
                if (other != null && !other.equals(size)) {
                    throw new InvalidRequest(
                            "chunks", "block " + hash + " is given two sizes, " + other + " and " + size);
                }
            });
        }
        return sizes;
    }
}
