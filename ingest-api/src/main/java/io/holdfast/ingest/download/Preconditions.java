package io.holdfast.ingest.download;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The conditional headers of RFC 9110 against the entity tag of what would be sent. */
final class Preconditions {
    private Preconditions() {}

    /** Whether {@code If-None-Match} names this tag, so that the client has these bytes already. */
    static boolean unchanged(@Nullable String ifNoneMatch, String etag) {
        return ifNoneMatch != null
                && (ifNoneMatch.strip().equals("*")
                        || Arrays.stream(ifNoneMatch.split(",", -1))
                                .map(tag -> tag.strip().replaceFirst("^W/", ""))
                                .anyMatch(etag::equals));
    }

    /** Whether a range may be served: no {@code If-Range}, or one that names this very content. A date never does. */
    static boolean rangeHolds(@Nullable String ifRange, String etag) {
        return ifRange == null || ifRange.strip().equals(etag);
    }
}
