package io.holdfast.ingest.sync;

import io.holdfast.ingest.http.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the calls of this package take and give, as JSON. */
final class SyncApi {
    private SyncApi() {}

    /** @param reset the cursor was of another life of the server: merge again, delete nothing */
    record Delta(List<ChangeView> changes, String nextCursor, boolean hasMore, boolean reset) {}

    record Position(String cursor) {}

    /** The device has applied everything up to this cursor. */
    record Ack(@Nullable String cursor) {
        String required() {
            return Fields.required("cursor", cursor);
        }
    }
}
