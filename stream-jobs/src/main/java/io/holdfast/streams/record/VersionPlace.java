package io.holdfast.streams.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/**
 * Where an event of a version stands: when, in which journal place, and whose. The order (time, namespace, number) is total over
 * all events and the same however the partitions are interleaved, so "which commit was first?" has one answer.
 */
public record VersionPlace(long occurredAtMicros, String namespace, long refSeq, String owner, String mimeType)
        implements Comparable<VersionPlace> {
    private static final Comparator<VersionPlace> ORDER = Comparator.comparingLong(VersionPlace::occurredAtMicros)
            .thenComparing(VersionPlace::namespace)
            .thenComparingLong(VersionPlace::refSeq);

    @Override
    public int compareTo(VersionPlace other) {
        return ORDER.compare(this, other);
    }

    /** The scopes that a version counts in: the whole server, its owner, its MIME type. */
    public List<Scope> scopes() {
        return List.of(Scope.SERVER, Scope.owner(owner), Scope.type(mimeType));
    }

    /** The minute in which the event occurred. */
    public Scope minute() {
        Instant time = Instant.EPOCH.plus(occurredAtMicros, ChronoUnit.MICROS);
        return Scope.minute(ChronoUnit.MICROS.between(Instant.EPOCH, time.truncatedTo(ChronoUnit.MINUTES)));
    }
}
