package io.holdfast.metadata.retention;

/**
 * Looks at a version once more, under the lock, before it is purged: holds, limits and the time in the trash as they are now. A
 * proposal that does not hold any more is passed over.
 */
@FunctionalInterface
public interface PurgeRule {
    /** For a user who empties the trash: whatever is in it may go. */
    PurgeRule IN_TRASH = facts -> facts.trashedAt().isPresent();

    boolean mayGo(VersionFacts facts);
}
