package io.holdfast.core.gc;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.Location;
import java.time.Duration;
import java.time.Instant;

/**
 * What PostgreSQL says of one stored block.
 *
 * @param gen the generation of the block; {@code (gen, ver)} is what a collector compares before it changes the row
 * @param location where its bytes are
 * @param since when it came into this state
 * @param touchedAt when somebody last uploaded it or brought it back
 */
public record BlockRow(
        BlockId hash,
        long gen,
        long ver,
        BlockState state,
        int sizeBytes,
        Location location,
        Instant since,
        Instant touchedAt) {
    boolean touchedWithin(Duration age, Instant now) {
        return touchedAt.plus(age).isAfter(now);
    }

    boolean inStateFor(Duration time, Instant now) {
        return !since.plus(time).isAfter(now);
    }
}
