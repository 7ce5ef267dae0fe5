package io.holdfast.dashboards.parts;

import io.holdfast.core.error.HoldfastException;
import io.holdfast.dashboards.dedup.Live;
import io.holdfast.dashboards.dedup.LiveAnswer;
import io.holdfast.dashboards.figure.TimeRange;
import io.holdfast.dashboards.jobs.MaintenancePort;
import io.holdfast.dashboards.lake.Memo;
import io.holdfast.dashboards.storage.Measurements;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/analytics/parts}: the header of every page. */
@RestController
final class PartsController {
    private static final Duration KEEP = Duration.ofSeconds(3);

    private final Live live;
    private final Measurements measurements;
    private final MaintenancePort maintenance;
    private final InstantSource clock;
    private final Memo<String, Answer> answers;

    PartsController(Live live, Measurements measurements, MaintenancePort maintenance, InstantSource clock) {
        this.live = live;
        this.measurements = measurements;
        this.maintenance = maintenance;
        this.clock = clock;
        this.answers = new Memo<>(clock, KEEP);
    }

    @GetMapping("/api/v1/analytics/parts")
    Answer parts() {
        return answers.get("", all -> ask(clock.instant()));
    }

    private Answer ask(Instant now) {
        return new Answer(now, List.of(stream(now), lake(now), maintenance()));
    }

    private Part stream(Instant now) {
        try {
            LiveAnswer counts = live.over(TimeRange.last("1m", now), now);
            return counts.updatedAt()
                    .map(at -> new Part("stream", Part.State.UP, "counts commits as they come", Optional.of(at)))
                    .orElseGet(() -> Part.of("stream", Part.State.WAITING, "has counted no commit yet"));
        } catch (HoldfastException.Unavailable e) {
            return Part.of("stream", Part.State.DOWN, "PostgreSQL, which keeps its counts, does not answer");
        }
    }

    private Part lake(Instant now) {
        try {
            return measurements
                    .latest(now)
                    .map(last -> new Part("lake", Part.State.UP, "holds measurements", Optional.of(last.measuredAt())))
                    .orElseGet(() -> Part.of("lake", Part.State.WAITING, "holds no measurement yet"));
        } catch (HoldfastException.Unavailable e) {
            return Part.of("lake", Part.State.DOWN, "cannot be read");
        }
    }

    private Part maintenance() {
        if (!maintenance.configured()) {
            return Part.of("maintenance", Part.State.OFF, "is not configured");
        }
        return maintenance
                .ailment()
                .map(why -> Part.of("maintenance", Part.State.DOWN, why))
                .orElseGet(() -> Part.of("maintenance", Part.State.UP, "answers"));
    }

    /** What the header shows. */
    record Answer(Instant asOf, List<Part> items) {}
}
