package io.holdfast.dashboards.dedup;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.apache.iceberg.data.Record;

/**
 * What was committed in one hour.
 *
 * @param logicalBytes sizes of the versions
 * @param firstSeenBytes of their blocks that no version had held before
 * @param uploadedBytes what clients had to send for it
 */
record Hour(Instant hour, long versions, long logicalBytes, long firstSeenBytes, long uploadedBytes) {
    static final String TIME = "hour";

    static Hour of(Record row) {
        return new Hour(
                ((OffsetDateTime) row.getField(TIME)).toInstant(),
                (Long) row.getField("versions"),
                (Long) row.getField("logical_bytes"),
                (Long) row.getField("first_seen_bytes"),
                (Long) row.getField("uploaded_bytes"));
    }
}
