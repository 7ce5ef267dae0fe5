package io.holdfast.metadata.database;

import io.holdfast.core.SuppressForbidden;
import io.holdfast.core.fault.FailPoint;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the repositories take from the world around them, so that a test can decide it: time, fresh ids, the 64 random bits of a
 * generation, and the points at which a test may stop them.
 */
public record Ambient(InstantSource clock, Supplier<UUID> ids, LongSupplier generations, FailPoint failPoint) {
    /** The real world, for entry points. */
    @SuppressForbidden("the one place that ties the repositories to the real clock and real chance")
    public static Ambient real() {
        SecureRandom random = new SecureRandom();
        return new Ambient(InstantSource.system(), UUID::randomUUID, random::nextLong, FailPoint.NONE);
    }

    public Ambient withFailPoint(FailPoint point) {
        return new Ambient(clock, ids, generations, point);
    }

    public Ambient withClock(InstantSource other) {
        return new Ambient(other, ids, generations, failPoint);
    }

    /** The time in microseconds, which is what PostgreSQL keeps. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    public UUID newId() {
        return ids.get();
    }

    public void hit(String point) {
        failPoint.hit(point);
    }
}
