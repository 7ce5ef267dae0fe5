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
     * Purges up to {@code limit} versions of what was put into the trash under this id, a folder with all that went with it. Once
     * nothing is left it becomes a tombstone. Call it until {@code purged} is 0.
     *
     * @param rule asked for each version; the entry stays in the trash while one of them may not go
     * @throws NotFound if it is not in the trash
     */
    public PurgeOutcome purgeTrashed(UUID namespace, UUID entry, String reason, PurgeRule rule, int limit) {
        return database.transactions().call("purge from the trash", () -> {
            namespaces.lock(namespace);
            rows.requireTrashed(namespace, entry);
            PurgeOutcome outcome = PurgeOutcome.NONE;
            for (UUID version : rows.trashedVersions(namespace, entry, limit)) {
                Optional<VersionFacts> facts = rows.facts(namespace, version).filter(rule::mayGo);
                facts.ifPresent(purged -> rows.purge(purged, reason));
                outcome = outcome.add(counted(facts));
            }
            rows.buryEmpty(namespace, entry);
            ambient.hit("purge.beforeEnd");
            return outcome;
        });
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
