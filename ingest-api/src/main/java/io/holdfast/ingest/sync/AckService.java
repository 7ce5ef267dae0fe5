package io.holdfast.ingest.sync;

import io.holdfast.core.cursor.SyncCursor;
import io.holdfast.ingest.access.Caller;
import io.holdfast.metadata.account.SyncMarks;
import io.holdfast.metadata.entry.Journal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Notes how far a device has come. */
@Service
class AckService {
    private final Positions positions;
    private final SyncMarks marks;
    private final Journal journal;
    private final InstantSource clock;
    private final Timer latency;

    AckService(Positions positions, SyncMarks marks, Journal journal, InstantSource clock, MeterRegistry metrics) {
        this.positions = positions;
        this.marks = marks;
        this.journal = journal;
        this.clock = clock;
        this.latency = Timer.builder("holdfast.sync.latency")
                .description("Time from a commit until a device says that it has applied it")
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
    }

    void ack(Caller caller, String cursor) {
        SyncCursor position = positions.decode(caller, cursor);
        Instant now = clock.instant();
        Optional<Instant> before = marks.synced(caller.deviceId(), now);
        if (position.incarnation().equals(journal.incarnation())) {
            journal.writtenAt(position.namespaceId(), position.headSeq())
                    .filter(written -> before.isPresent() && written.isAfter(before.get()))
                    .ifPresent(written -> latency.record(Duration.between(written, now)));
        }
    }
}
