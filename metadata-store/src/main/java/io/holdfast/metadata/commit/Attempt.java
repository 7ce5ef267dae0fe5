package io.holdfast.metadata.commit;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.MissingBlocks;
import io.holdfast.core.error.HoldfastException.QuotaExceeded;
import io.holdfast.core.gc.BlockRow;
import io.holdfast.metadata.namespace.Actor;
import io.holdfast.metadata.namespace.NamespaceRow;
import io.holdfast.metadata.tree.TreeView;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** One transaction's view of a commit: what it holds locked, what it has found out, what room is left. */
final class Attempt {
    final CommitUpload request;
    final Upload upload;
    final Comparisons comparisons;
    final TreeView view;
    final Pending pending;
    /** By place in the upload; complete at the end. */
    final SortedMap<Integer, FileResult> results;

    private final Map<BlockId, BlockRow> live;
    private final long quotaBytes;
    private long usedBytes;

    Attempt(
            Held held,
            Comparisons comparisons,
            TreeView view,
            Pending pending,
            SortedMap<Integer, FileResult> results) {
        this.request = held.request();
        this.upload = held.upload();
        this.live = held.live();
        this.quotaBytes = held.namespace().quotaBytes();
        this.usedBytes = held.namespace().usedBytes();
        this.comparisons = comparisons;
        this.view = view;
        this.pending = pending;
        this.results = results;
    }

    /** What is locked until the transaction ends. */
    record Held(CommitUpload request, NamespaceRow namespace, Upload upload, Map<BlockId, BlockRow> live) {}

    Actor actor() {
        return new Actor(upload.accountId(), upload.deviceId());
    }

    void requireBlocks(FileRequest file) {
        List<BlockId> missing = new ArrayList<>();
        file.manifest().distinct().forEach((hash, size) -> {
            BlockRow row = live.get(hash);
            if (row == null) {
                missing.add(hash);
            } else if (row.sizeBytes() != size) {
                throw new InvalidRequest("chunks", "block " + hash + " has " + row.sizeBytes() + " bytes, not " + size);
            }
        });
        if (!missing.isEmpty()) {
            throw new MissingBlocks(missing);
        }
    }

    /** Takes the room for a file, before anything is made for it. */
    void takeRoom(FileRequest file) {
        long asked = file.manifest().sizeBytes();
        if (asked > quotaBytes - usedBytes) {
            throw new QuotaExceeded(quotaBytes, usedBytes, asked);
        }
        usedBytes += asked;
    }
}
