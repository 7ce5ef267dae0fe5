package io.holdfast.gc.pack;

import io.holdfast.core.config.Settings;
import io.holdfast.core.gc.Profile;
import java.time.Duration;

/**
 * Which packs are repacked, and how much in one run.
 *
 * @param garbagePercent a pack with at least so much of it dead is repacked; 0: with anything dead in it
 * @param runBytes what one run copies at most, but for one pack that is larger; 0: nothing is repacked
 * @param mergeBelowBytes sealed packs smaller than this are put together; 0: none are
 * @param mergeCount unless there are fewer of them
 * @param coldAfter and not before they were last appended to so long ago
 * @param batchBytes of blocks that are copied at once
 */
public record RepackSettings(
        int garbagePercent, long runBytes, long mergeBelowBytes, int mergeCount, Duration coldAfter, long batchBytes) {
    private static final int GARBAGE_PERCENT = 50;
    private static final String RUN_BYTES_KEY = "gc.repack-bytes";
    private static final long RUN_BYTES = 1 << 30;
    private static final int MERGE_BELOW_BYTES = 4 << 20;
    private static final int MERGE_COUNT = 8;
    private static final long BATCH_BYTES = 8 << 20;
    private static final Duration COLD_AFTER = Duration.ofHours(24);

    public RepackSettings {
        if (garbagePercent < 0 || garbagePercent > 100) {
            throw new IllegalArgumentException("gc.repack-garbage-percent is 0 to 100, not " + garbagePercent);
        }
        if (runBytes < 0 || mergeBelowBytes < 0 || coldAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "gc.repack-bytes, gc.repack-merge-below-bytes and gc.repack-cold-after are not negative");
        }
        if (mergeCount < 2) {
            throw new IllegalArgumentException("gc.repack-merge-count is at least 2, not " + mergeCount);
        }
    }

    /** Reads {@code gc.repack-*}. Under the rehearsal profile a pack with anything dead in it is repacked, so that all space comes back. */
    public static RepackSettings of(Settings settings, Profile profile) {
        return new RepackSettings(
                settings.number("gc.repack-garbage-percent", profile == Profile.REHEARSAL ? 0 : GARBAGE_PERCENT),
                runBytes(settings),
                settings.number("gc.repack-merge-below-bytes", MERGE_BELOW_BYTES),
                settings.number("gc.repack-merge-count", MERGE_COUNT),
                settings.duration("gc.repack-cold-after", COLD_AFTER),
                BATCH_BYTES);
    }

    /** May be more than an int holds. */
    private static long runBytes(Settings settings) {
        String text = settings.text(RUN_BYTES_KEY, Long.toString(RUN_BYTES));
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the setting '" + RUN_BYTES_KEY + "' is '" + text + "' but must be a whole number", e);
        }
    }

    /**
     * The same, for a store on which it is of no use to put larger packs together.
     *
     * @param bytes 0 for one that would make an object of its own of every copy
     */
    RepackSettings mergingBelow(long bytes) {
        return new RepackSettings(
                garbagePercent, runBytes, Math.min(bytes, mergeBelowBytes), mergeCount, coldAfter, batchBytes);
    }
}
