package io.holdfast.dashboards.storage;

import io.holdfast.dashboards.figure.Step;
import io.holdfast.dashboards.figure.TimeRange;
import io.holdfast.dashboards.lake.LakeReader;
import io.holdfast.dashboards.lake.Memo;
import io.holdfast.lakehouse.table.LakeTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** The measurements of {@code gold.storage_daily}, at most a few seconds old. */
@Service
public final class Measurements {
    private static final Duration KEEP = Duration.ofSeconds(10);
    /** Where to look for the latest one: as a rule the first look, at a file or two, finds it. */
    private static final List<Duration> LOOK_BACK = List.of(Duration.ofDays(2), Duration.ofDays(40), TimeRange.LONGEST);

    private final LakeReader lake;
    private final Memo<TimeRange, List<Measurement>> answers;

    Measurements(LakeReader lake, InstantSource clock) {
        this.lake = lake;
        this.answers = new Memo<>(clock, KEEP);
    }

    /** In order of time; the last of each step, if there are more than a chart can show. */
    List<Measurement> over(TimeRange range) {
        return answers.get(range, this::read);
    }

    /** The youngest measurement that there is. */
    public Optional<Measurement> latest(Instant now) {
        Instant end = now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        for (Duration back : LOOK_BACK) {
            List<Measurement> found = over(new TimeRange(end.minus(back), end));
            if (!found.isEmpty()) {
                return Optional.of(found.get(found.size() - 1));
            }
        }
        return Optional.empty();
    }

    private List<Measurement> read(TimeRange range) {
        List<Measurement> rows = lake.rows(LakeTable.STORAGE_DAILY, Measurement.TIME, range, Measurement::of).stream()
                .sorted(Comparator.comparing(Measurement::measuredAt))
                .toList();
        return Step.of(range).thin(rows, Measurement::measuredAt);
    }
}
