package io.holdfast.gc.retention;

import io.holdfast.core.retention.RetentionPolicy;
import io.holdfast.core.retention.Thinning;
import io.holdfast.metadata.retention.PurgeRule;
import io.holdfast.metadata.retention.VersionFacts;
import java.time.Duration;
import java.time.Instant;

/** The rules that are asked under the namespace lock, with what is known then. Pure. */
final class Recheck {
    private Recheck() {}

    /**
     * For a proposal of the policy: at least one limit still speaks against the version. Whether thinning chose another of the same
     * period cannot change between proposal and purge, except that the other one went, too; a newer one must still be there.
     */
    static PurgeRule policy(RetentionPolicy policy, Instant now) {
        return facts -> facts.trashedAt().isEmpty() && facts.newerVersions() > 0 && against(policy, facts, now);
    }

    /** For what is in the trash: it still is, and has been for so long. */
    static PurgeRule trash(Duration trashAge, Instant now) {
        return facts -> facts.trashedAt()
                .filter(since -> !since.plus(trashAge).isAfter(now))
                .isPresent();
    }

    private static boolean against(RetentionPolicy policy, VersionFacts facts, Instant now) {
        boolean tooMany = policy.keepLast().isPresent()
                && facts.newerVersions() >= policy.keepLast().getAsInt();
        boolean tooOld = policy.maxAge()
                .filter(age -> !facts.createdAt().plus(age).isAfter(now))
                .isPresent();
        return tooMany || tooOld || policy.thinning() == Thinning.DAILY_THEN_WEEKLY;
    }
}
