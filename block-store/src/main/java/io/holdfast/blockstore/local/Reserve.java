package io.holdfast.blockstore.local;

/**
 * The space that a volume keeps free so that the rest of the system can go on: a fraction of the volume, but at most so many
 * bytes.
 */
public record Reserve(double fraction, long bytes) {
    /** 5 % of the volume, at most 2 GiB. */
    public static final Reserve DEFAULT = new Reserve(0.05, 2L << 30);

    public Reserve {
        if (!(fraction >= 0 && fraction < 1) || bytes < 0) {
            throw new IllegalArgumentException(
                    "a reserve is a fraction from 0 to 1 and some bytes, not " + fraction + " and " + bytes);
        }
    }

    /** How many bytes a volume of this size keeps free. */
    long of(long volumeBytes) {
        return Math.min((long) (fraction * volumeBytes), bytes);
    }
}
