package io.holdfast.gc.retention;

import io.holdfast.core.config.Settings;
import io.holdfast.core.gc.Profile;
import io.holdfast.core.retention.RetentionPolicy;
import io.holdfast.core.retention.Thinning;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is kept. A limit of 0 is no limit.
 *
 * @param keepLast so many of the newest versions of a file
 * @param maxAge versions younger than this
 * @param thinning whether versions become sparser with age
 * @param trashAge how long a file stays in the trash
 */
public record RetentionSettings(int keepLast, Duration maxAge, boolean thinning, Duration trashAge) {
    private static final Duration TRASH_AGE = Duration.ofDays(30);

    /** Reads {@code retention.*}; the rehearsal profile empties the trash at once and leaves the limits as they are. */
    public static RetentionSettings of(Settings settings, Profile profile) {
        return new RetentionSettings(
                settings.number("retention.keep-last", RetentionPolicy.DEFAULT_KEEP_LAST),
                settings.duration("retention.max-age", Duration.ZERO),
                settings.flag("retention.thinning", true),
                settings.duration("retention.trash-age", profile == Profile.REHEARSAL ? Duration.ZERO : TRASH_AGE));
    }

    RetentionPolicy policy() {
        return new RetentionPolicy(
                keepLast == 0 ? OptionalInt.empty() : OptionalInt.of(keepLast),
                maxAge.isZero() ? Optional.empty() : Optional.of(maxAge),
                thinning ? Thinning.DAILY_THEN_WEEKLY : Thinning.NONE);
    }

    /** For the settings file of a batch run. */
    public Map<String, String> forBatch() {
        return Map.of(
                "retention.keep-last", Integer.toString(keepLast),
                "retention.max-age", maxAge.toString(),
                "retention.thinning", Boolean.toString(thinning),
                "retention.trash-age", trashAge.toString());
    }
}
