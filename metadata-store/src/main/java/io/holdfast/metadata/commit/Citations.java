package io.holdfast.metadata.commit;

import io.holdfast.core.block.BlockId;
import io.holdfast.metadata.commit.CommitRows.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which versions of a batch cite which blocks: one place and one hash each, each pair once.
 *
 * @param places of the versions in the batch, from 1 as PostgreSQL counts
 * @param first the first place that cites a block: the version that is said to have brought it
 */
record Citations(List<Integer> places, List<BlockId> hashes, Map<BlockId, Integer> first) {
    static Citations of(List<Write> writes) {
        List<Integer> places = new ArrayList<>();
        List<BlockId> hashes = new ArrayList<>();
        Map<BlockId, Integer> first = new HashMap<>();
        for (int i = 0; i < writes.size(); i++) {
            for (BlockId hash : writes.get(i).file().manifest().distinct().keySet()) {
                places.add(i + 1);
                hashes.add(hash);
                first.putIfAbsent(hash, i + 1);
            }
        }
        return new Citations(places, hashes, first);
    }

    /** The bytes of these blocks by the version that each is counted for. */
    List<Long> bytes(int versions, List<Arrival> arrivals) {
        List<Long> bytes = new ArrayList<>(Collections.nCopies(versions, 0L));
        arrivals.forEach(arrival -> {
            int version = first.getOrDefault(arrival.hash(), 1) - 1;
            bytes.set(version, bytes.get(version) + arrival.sizeBytes());
        });
        return bytes;
    }

    /**
     * A block that the client has sent.
     *
     * @param stored whether the store has gained it; otherwise somebody had stored it before
     */
    record Arrival(BlockId hash, int sizeBytes, boolean stored) {}
}
