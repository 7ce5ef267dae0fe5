package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.TooLarge;
import io.holdfast.ingest.http.Fields;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What the calls take and give by which clients send blocks to the store themselves. */
final class DirectApi {
    /** The most hashes in one call. */
    static final int MAX_HASHES = 64;

    private DirectApi() {}

    /** Blocks of the upload, in any order. */
    record Wanted(List<BlockId> hashes) {
        Wanted {
            hashes = Fields.required("hashes", hashes);
            if (hashes.size() > MAX_HASHES) {
                throw new TooLarge("a call names at most " + MAX_HASHES + " hashes", MAX_HASHES);
            }
            if (hashes.isEmpty() || hashes.stream().anyMatch(Objects::isNull)) {
                throw new InvalidRequest("hashes", "'hashes' has 1 to " + MAX_HASHES + " hashes");
            }
        }

        Set<BlockId> distinct() {
            return new LinkedHashSet<>(hashes);
        }
    }

    /**
     * Where to send them.
     *
     * @param held of these nothing needs to be sent: the upload has shown their bytes
     * @param expiresAt no request may begin later
     */
    record Directions(List<Direction> urls, List<BlockId> held, Instant expiresAt) {}

    /** @param headers to be sent exactly so */
    record Direction(BlockId hash, String method, String url, Map<String, String> headers) {
        /** Without the URL, which is a secret. */
        @Override
        public String toString() {
            return "Direction[" + hash + ']';
        }
    }

    record Confirmed(List<BlockId> confirmed) {}
}
