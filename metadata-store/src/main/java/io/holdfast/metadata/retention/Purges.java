package io.holdfast.metadata.retention;

import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.namespace.Namespaces;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Purges versions: takes away their references, which is what lets garbage collection find their blocks. The current version of
 * a file is purged only with the whole file, out of the trash. Thread safe.
 */
public final class Purges {
    private final Database database;
    private final Ambient ambient;
    private final Namespaces namespaces;
    private final PurgeRows rows;

    public Purges(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
        this.namespaces = new Namespaces(database, ambient);
        this.rows = new PurgeRows(database, ambient);
    }

    /**
     * Purges older versions of files, in one transaction; give it some hundred at a time. Passes over what is current, gone
     * already, or not let go by the rule.
     *
     * @throws NotFound if there is no such namespace
     */
    public PurgeOutcome purgeVersions(UUID namespace, List<PurgeProposal> proposals, PurgeRule rule) {
        return database.transactions().call("purge versions", () -> {
            namespaces.lock(namespace);
            PurgeOutcome outcome = PurgeOutcome.NONE;
            for (PurgeProposal proposal : proposals) {
                Optional<VersionFacts> facts = rows.facts(namespace, proposal.versionId())
                        .filter(version -> !version.current() && rule.mayGo(version));
                facts.ifPresent(version -> rows.purge(version, proposal.reason()));
                outcome = outcome.add(counted(facts));
            }
            ambient.hit("purge.beforeEnd");
            return outcome;
        });
    }

    /**
     * Does the next step of a purge from the trash, in one transaction: looks at up to {@code limit} versions and entries. What has
     * nothing left becomes a tombstone. Go on with the rest until it has ended.
     *
     * @throws NotFound if it is not in the trash
     */
    public PurgeStep purgeTrashed(TrashPurge purge, int limit) {
        return database.transactions().call("purge from the trash", () -> {
            namespaces.lock(purge.namespaceId());
            PurgeStep step = new PurgeWalk(rows, purge, limit).run();
            ambient.hit("purge.beforeEnd");
            return step;
        });
    }

    /**
     * Purges what was put into the trash under this id, from where the purge stands to its end, step by step.
     *
     * @throws NotFound if it is not in the trash, or no longer: it came back between two steps
     */
    public PurgeOutcome purgeAll(TrashPurge purge, int limit) {
        PurgeOutcome outcome = PurgeOutcome.NONE;
        TrashPurge rest = purge;
        while (!rest.ended()) {
            PurgeStep step = purgeTrashed(rest, limit);
            outcome = outcome.add(step.outcome());
            rest = step.rest();
        }
        return outcome;
    }

    /** What has lain in the trash since before this time, oldest first: the ids under which it was put there. */
    public List<TrashedEntry> trashedBefore(Instant time, int limit) {
        return rows.trashedBefore(time, limit);
    }

    private static PurgeOutcome counted(Optional<VersionFacts> purged) {
        return purged.map(version -> new PurgeOutcome(1, version.sizeBytes(), 0))
                .orElse(new PurgeOutcome(0, 0, 1));
    }
}
