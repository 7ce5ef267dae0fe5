package io.holdfast.batch;

import io.holdfast.batch.lake.PostgresSource;
import io.holdfast.blockstore.opening.BlockStoreSettings;
import io.holdfast.core.config.Settings;
import io.holdfast.core.retention.RetentionPolicy;
import io.holdfast.core.retention.Thinning;
import io.holdfast.lakehouse.table.LakeCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of a batch run. For {@code retention.keep-last} and {@code retention.max-age}, 0 means: no such limit.
 *
 * @param temporary folder of its own for shuffles and spills, emptied by whoever starts the run
 */
public record BatchSettings(
        LakeCatalog lake,
        PostgresSource database,
        Path temporary,
        String master,
        Retention retention,
        Upkeep upkeep,
        Scrub scrub) {
    /**
     * @param policy for all files that are not in the trash
     * @param trashAge after which a file in the trash loses its versions
     */
    public record Retention(RetentionPolicy policy, Duration trashAge) {
        public Retention {
            if (trashAge.isNegative()) {
                throw new IllegalArgumentException("retention.trash-age must not be negative, but is " + trashAge);
            }
        }
    }

    /**
     * @param snapshotAge snapshots of Iceberg tables are kept for at least so long
     * @param retainLast and at least so many of them
     */
    public record Upkeep(Duration snapshotAge, int retainLast) {
        /** Below these, a stream job that restarts from an old checkpoint no longer finds what it committed. */
        public static final Duration MIN_SNAPSHOT_AGE = Duration.ofDays(3);

        public static final int MIN_RETAIN_LAST = 20;

        public Upkeep {
            if (snapshotAge.compareTo(MIN_SNAPSHOT_AGE) < 0 || retainLast < MIN_RETAIN_LAST) {
                throw new IllegalArgumentException("snapshots must be kept for at least " + MIN_SNAPSHOT_AGE + " and "
                        + MIN_RETAIN_LAST + " of them, not " + snapshotAge + " and " + retainLast);
            }
        }
    }

    /**
     * @param blocks where blocks lie; empty if this run needs none
     * @param maxBlocks blocks that one run reads at most
     */
    public record Scrub(Optional<BlockStoreSettings> blocks, int maxBlocks) {
        public Scrub {
            if (maxBlocks < 1) {
                throw new IllegalArgumentException("scrub.max-blocks must be at least 1, but is " + maxBlocks);
            }
        }

        /** @throws IllegalArgumentException if the run was not told where the blocks are */
        public BlockStoreSettings store(String job) {
            return blocks.orElseThrow(() -> new IllegalArgumentException(job + " needs the setting blocks.dir"));
        }
    }

    /** Reads them; a key that nobody asked for stops the start. */
    public static BatchSettings of(Settings settings) {
        BatchSettings read = new BatchSettings(
                LakeCatalog.of(settings),
                new PostgresSource(
                        settings.text("database.url"),
                        settings.text("database.user"),
                        settings.text("database.password")),
                settings.path("batch.tmp-dir"),
                settings.text("batch.master", "local[2]"),
                new Retention(policy(settings), settings.duration("retention.trash-age", Duration.ofDays(30))),
                new Upkeep(
                        settings.duration("upkeep.snapshot-age", Upkeep.MIN_SNAPSHOT_AGE),
                        settings.number("upkeep.retain-last", Upkeep.MIN_RETAIN_LAST)),
                new Scrub(BlockStoreSettings.find(settings), settings.number("scrub.max-blocks", 100_000)));
        settings.refuseUnknown();
        return read;
    }

    private static RetentionPolicy policy(Settings settings) {
        int keepLast = settings.number("retention.keep-last", RetentionPolicy.DEFAULT_KEEP_LAST);
        Duration maxAge = settings.duration("retention.max-age", Duration.ZERO);
        return new RetentionPolicy(
                keepLast == 0 ? OptionalInt.empty() : OptionalInt.of(keepLast),
                maxAge.isZero() ? Optional.empty() : Optional.of(maxAge),
                settings.flag("retention.thinning", true) ? Thinning.DAILY_THEN_WEEKLY : Thinning.NONE);
    }
}
