package io.holdfast.lakehouse.postgres;

/**
 * Names of the values in the table {@code live_metric(name, scope, window_start, value, count_epoch, pos, updated_at)}, written
 * by the dedup accounting. Scope {@code ''} is the whole server, {@code owner:<uuid>} and {@code type:<mime type>} parts of it;
 * window {@code -infinity} is the total, any other the minute that starts there. All in bytes unless the name says otherwise.
 *
 * <p>A minute speaks of the commits that occurred in it, whatever was purged later, and has no unique bytes: {@link
 * #FIRST_SEEN_BYTES} are what it added. First seen and duplicate bytes of the parts add up to the whole; unique bytes do not,
 * because two owners may hold one block. "New" means that no commit before, in the order of (time, namespace, ref_seq), had the
 * block, even if all that had it are purged.
 */
public enum LiveMetric {
    /** Sum of the sizes of all versions that are not purged. */
    LOGICAL_BYTES("dedup.logical_bytes"),
    /** Sum of the sizes of all blocks that at least one version holds. */
    UNIQUE_BYTES("dedup.unique_bytes"),
    /** Bytes of committed manifests whose block was new at that commit. */
    FIRST_SEEN_BYTES("dedup.first_seen_bytes"),
    /** Bytes of committed manifests whose block was there already. */
    DUPLICATE_BYTES("dedup.duplicate_bytes"),
    /** Versions that are not purged. */
    VERSIONS("dedup.versions");

    private final String metricName;

    LiveMetric(String metricName) {
        this.metricName = metricName;
    }

    /** The value of the column {@code name}. */
    public String metricName() {
        return metricName;
    }
}
