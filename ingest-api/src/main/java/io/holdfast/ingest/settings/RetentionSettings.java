package io.holdfast.ingest.settings;

import io.holdfast.core.retention.RetentionPolicy;
import io.holdfast.core.retention.Thinning;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code retention.*}: which versions are kept, as the maintenance service is told. The API purges none of them; it says why they are
 * there. A limit of 0 is no limit.
 *
 * @param keepLast so many of the newest versions of a file
 * @param maxAge versions younger than this
 * @param thinning whether versions become sparser with age
 */
@Validated
@ConfigurationProperties(prefix = "retention", ignoreUnknownFields = false)
public record RetentionSettings(
        @Min(0) @DefaultValue("50") int keepLast,
        @DefaultValue("0s") Duration maxAge,
        @DefaultValue("true") boolean thinning) {
    public RetentionSettings {
        if (maxAge.isNegative()) {
            throw new IllegalArgumentException("retention.max-age is 0 or a time, not " + maxAge);
        }
    }

    public RetentionPolicy policy() {
        return new RetentionPolicy(
                keepLast == 0 ? OptionalInt.empty() : OptionalInt.of(keepLast),
                maxAge.isZero() ? Optional.empty() : Optional.of(maxAge),
                thinning ? Thinning.DAILY_THEN_WEEKLY : Thinning.NONE);
    }
}
