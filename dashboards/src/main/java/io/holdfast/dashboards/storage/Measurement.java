package io.holdfast.dashboards.storage;

import io.holdfast.dashboards.figure.Volume;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.apache.iceberg.data.Record;

/**
 * One measurement of the whole store, as the API shows it. Logical = current + older versions + trash. Stored is everything that
 * the store holds after compression; garbage is the part of it that no version needs any more and the collector has not deleted
 * yet.
 */
public record Measurement(
        Instant measuredAt,
        long logicalBytes,
        long currentBytes,
        long versionBytes,
        long trashBytes,
        long uniqueBytes,
        long storedBytes,
        long garbageBytes,
        long files,
        long versions,
        long blocks,
        Optional<Double> dedupRatio,
        long savingsBytes) {
    static final String TIME = "measured_at";

    static Measurement of(Record row) {
        Volume volume = new Volume(number(row, "logical_bytes"), number(row, "unique_bytes"));
        return new Measurement(
                ((OffsetDateTime) row.getField(TIME)).toInstant(),
                volume.logicalBytes(),
                number(row, "current_bytes"),
                number(row, "version_bytes"),
                number(row, "trash_bytes"),
                volume.uniqueBytes(),
                number(row, "stored_bytes"),
                number(row, "garbage_bytes"),
                number(row, "files"),
                number(row, "versions"),
                number(row, "blocks"),
                volume.dedupRatio(),
                volume.savingsBytes());
    }

    public Volume volume() {
        return new Volume(logicalBytes, uniqueBytes);
    }

    private static long number(Record row, String column) {
        return (Long) row.getField(column);
    }
}
