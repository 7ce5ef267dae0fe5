package io.holdfast.dashboards.dedup;

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
import org.springframework.stereotype.Service;

/** The hours of {@code gold.dedup_hourly}, at most a few seconds old. */
@Service
final class Hours {
    private static final Duration KEEP = Duration.ofSeconds(10);

    private final LakeReader lake;
    private final Memo<TimeRange, List<Hour>> answers;

    Hours(LakeReader lake, InstantSource clock) {
        this.lake = lake;
        this.answers = new Memo<>(clock, KEEP);
    }

    /** The hours that the range touches, in order of time. */
    List<Hour> over(TimeRange range) {
        return answers.get(whole(range), this::read);
    }

    /** In Spark SQL. */
    static String sql(TimeRange range) {
        TimeRange whole = whole(range);
        return "SELECT hour, versions, logical_bytes, first_seen_bytes, uploaded_bytes\n  FROM "
                + LakeTable.DEDUP_HOURLY.sqlName() + "\n WHERE hour >= TIMESTAMP '" + whole.from()
                + "'\n   AND hour < TIMESTAMP '" + whole.to() + "'\n ORDER BY hour";
    }

    private List<Hour> read(TimeRange range) {
        return lake.rows(LakeTable.DEDUP_HOURLY, Hour.TIME, range, Hour::of).stream()
                .sorted(Comparator.comparing(Hour::hour))
                .toList();
    }

    private static TimeRange whole(TimeRange range) {
        Instant from = range.from().truncatedTo(ChronoUnit.HOURS);
        Instant end = range.to().truncatedTo(ChronoUnit.HOURS);
        return new TimeRange(from, end.equals(range.to()) ? end : end.plus(1, ChronoUnit.HOURS));
    }
}
