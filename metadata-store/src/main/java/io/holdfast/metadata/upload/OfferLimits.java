package io.holdfast.metadata.upload;

import io.holdfast.core.error.HoldfastException.Conflict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long an offer to write an object past the server is good.
 *
 * @param longest from the moment in which it is made
 * @param margin it ends so long before the lease of the upload does, so that there is time to say that the object is there
 * @param shortest what is not worth offering
 */
public record OfferLimits(Duration longest, Duration margin, Duration shortest) {
    public static final OfferLimits DEFAULT =
            new OfferLimits(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(1));

    /**
     * Until when an offer is good that is made now, in whole seconds.
     *
     * @throws Conflict if the upload has come so near to the longest time that uploads may take
     */
    Instant until(Instant now, Upload upload) {
        Instant last = upload.leaseUntil().minus(margin);
        Instant wished = now.plus(longest);
        Instant until = (wished.isBefore(last) ? wished : last).truncatedTo(ChronoUnit.SECONDS);
        if (until.isBefore(now.plus(shortest))) {
            throw new Conflict("the upload " + upload.id() + " ends at " + upload.leaseUntil()
                    + ", too soon to send blocks to the store; send them to this server, or open a new upload");
        }
        return until;
    }
}
