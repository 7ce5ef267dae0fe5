package io.holdfast.metadata.gc;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.Location;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.metadata.block.Blocks;
import io.holdfast.metadata.block.LookOutside;
import io.holdfast.metadata.block.Sightings;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import io.holdfast.metadata.namespace.Namespaces;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * References that the manifest of a version asks for and that {@code block_ref} does not have. A version that is not purged keeps its
 * block list, so they can be had again once their blocks have rows. Thread safe.
 */
public final class LostReferences {
    private final Database database;
    private final Ambient ambient;
    private final Namespaces namespaces;
    private final Blocks blocks;
    private final Predicate<Location> store;

    /** @param store whether an object is there: {@code BlockStore::contains} */
    public LostReferences(Database database, Ambient ambient, Predicate<Location> store) {
        this.database = database;
        this.ambient = ambient;
        this.namespaces = new Namespaces(database, ambient);
        this.blocks = new Blocks(database, ambient);
        this.store = store;
    }

    /** A version that is not purged. */
    public record VersionId(UUID namespaceId, UUID versionId) {}

    /** The next versions after one, up to {@code limit}; empty for the beginning. */
    public List<VersionId> versions(Optional<VersionId> after, int limit) {
        UUID none = new UUID(0, 0);
        return database.client()
                .sql("""
                        SELECT namespace_id, id FROM version
                         WHERE (namespace_id, id) > (?, ?) AND purged_at IS NULL ORDER BY namespace_id, id LIMIT ?
                        """)
                .param(after.map(VersionId::namespaceId).orElse(none))
                .param(after.map(VersionId::versionId).orElse(none))
                .param(limit)
                .query((row, n) -> new VersionId(Sql.uuid(row, "namespace_id"), Sql.uuid(row, "id")))
                .list();
    }

    /** How many references of a version are not there. */
    public int missing(VersionId version) {
        return manifest(version).map(asked -> lacking(version, asked).size()).orElse(0);
    }

    /**
     * Brings the references of a version back whose blocks have rows; what was condemned meanwhile is live again, as with a commit. A
     * version that has been purged by now gets none.
     *
     * @return how many
     */
    public int restore(VersionId version) {
        Sightings sightings = new Sightings(store);
        return LookOutside.answering(
                "restore references",
                () -> database.transactions().call("restore references", () -> restore(version, sightings)));
    }

    private int restore(VersionId version, Sightings sightings) {
        namespaces.lock(version.namespaceId());
        Set<BlockId> lacking = manifest(version)
                .map(asked -> lacking(version, asked))
                .map(found -> (Set<BlockId>) new TreeSet<>(found))
                .orElseGet(Set::of);
        ambient.hit("references.beforeBlocks");
        Collection<BlockId> live =
                blocks.holdLive(lacking, Blocks.Pass.SHARING, sightings).keySet();
        return live.isEmpty()
                ? 0
                : database.client()
                        .sql("INSERT INTO block_ref (hash, version_id) SELECT m.hash, ? FROM unnest(?) m (hash)"
                                + " ON CONFLICT DO NOTHING")
                        .param(version.versionId())
                        .param(Sql.hashes(live))
                        .update();
    }

    private List<BlockId> lacking(VersionId version, Manifest manifest) {
        return database.client()
                .sql("""
                        SELECT m.hash FROM unnest(?) m (hash)
                         WHERE NOT EXISTS (SELECT FROM block_ref r WHERE r.domain = 0 AND r.hash = m.hash AND r.version_id = ?)
                        """)
                .param(Sql.hashes(manifest.distinct().keySet()))
                .param(version.versionId())
                .query((row, n) -> Sql.hash(row, "hash"))
                .list();
    }

    private Optional<Manifest> manifest(VersionId version) {
        return database.client()
                .sql("SELECT manifest FROM version WHERE namespace_id = ? AND id = ? AND purged_at IS NULL")
                .params(version.namespaceId(), version.versionId())
                .query((row, n) -> Manifest.unpack(row.getBytes("manifest")))
                .optional();
    }
}
