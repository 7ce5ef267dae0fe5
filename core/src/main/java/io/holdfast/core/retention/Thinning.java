package io.holdfast.core.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Optional;

/** How old versions become sparser with age. */
public enum Thinning {
    /** Every version is chosen. */
    NONE {
        @Override
        Optional<String> period(Instant createdAt, Instant now) {
            return Optional.empty();
        }
    },
    /** All of the last 24 hours, then the newest of each UTC day for 30 days, then the newest of each ISO week. */
    DAILY_THEN_WEEKLY {
        @Override
        Optional<String> period(Instant createdAt, Instant now) {
            Duration age = Duration.between(createdAt, now);
            if (age.compareTo(ALL_FOR) < 0) {
                return Optional.empty();
            }
            LocalDate day = LocalDate.ofInstant(createdAt, ZoneOffset.UTC);
            return Optional.of(
                    age.compareTo(DAILY_FOR) < 0
                            ? day.toString()
                            : day.get(IsoFields.WEEK_BASED_YEAR) + "-W" + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        }
    };

    private static final Duration ALL_FOR = Duration.ofHours(24);
    private static final Duration DAILY_FOR = Duration.ofDays(30);

    /** The period of which only the newest version is chosen; empty if the version is chosen in any case. */
    abstract Optional<String> period(Instant createdAt, Instant now);
}
