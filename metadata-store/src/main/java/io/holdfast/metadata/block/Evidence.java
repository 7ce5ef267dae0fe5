package io.holdfast.metadata.block;

import io.holdfast.core.block.BlockId;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Which hashes a caller may cite: nobody gets at foreign bytes by naming their hash. Says nothing about their state. */
public final class Evidence {
    private final Database database;
    private final AnswerScope scope;

    public Evidence(Database database, AnswerScope scope) {
        this.database = database;
        this.scope = scope;
    }

    public AnswerScope scope() {
        return scope;
    }

    /**
     * Those of the hashes that a namespace in {@code readable} holds, or for which this upload has a ticket that ended as
     * finalised or as proved duplicate.
     */
    public Set<BlockId> of(UUID upload, Set<UUID> readable, Collection<BlockId> hashes) {
        if (scope == AnswerScope.SERVER || hashes.isEmpty()) {
            return new HashSet<>(hashes);
        }
        return new HashSet<>(database.client()
                .sql("""
                        SELECT m.hash FROM unnest(?) m (hash)
                         WHERE EXISTS (SELECT FROM namespace_block nb WHERE nb.namespace_id = ANY (?) AND nb.hash = m.hash)
                            OR EXISTS (SELECT FROM upload_ticket t
                                        WHERE t.session_id = ? AND t.hash = m.hash AND t.state IN ('F', 'D'))
                        """)
                .param(Sql.hashes(hashes))
                .param(Sql.uuids(readable))
                .param(upload)
                .query((row, n) -> Sql.hash(row, "hash"))
                .list());
    }
}
