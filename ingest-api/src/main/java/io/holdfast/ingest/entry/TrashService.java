package io.holdfast.ingest.entry;

import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.access.Origin;
import io.holdfast.ingest.audit.AuditTrail;
import io.holdfast.ingest.relay.JournalSignal;
import io.holdfast.metadata.audit.AuditAct;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.retention.PurgeOutcome;
import io.holdfast.metadata.retention.PurgeRule;
import io.holdfast.metadata.retention.PurgeStep;
import io.holdfast.metadata.retention.Purges;
import io.holdfast.metadata.retention.TrashPurge;
import io.holdfast.metadata.tree.Restores;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** What a user can do with the trash. */
@Service
class TrashService {
    /** Versions and entries under one hold of the namespace's lock. */
    private static final int BATCH = 200;

    private static final String REASON = "purged-by-user";

    private final Access access;
    private final Restores restores;
    private final Purges purges;
    private final Clashes clashes;
    private final AuditTrail audit;
    private final JournalSignal signal;

    TrashService(
            Access access, Restores restores, Purges purges, Clashes clashes, AuditTrail audit, JournalSignal signal) {
        this.access = access;
        this.restores = restores;
        this.purges = purges;
        this.clashes = clashes;
        this.audit = audit;
        this.signal = signal;
    }

    FileView restore(Caller caller, UUID id) {
        Entry entry = access.writable(caller, id);
        clashes.shown(entry.namespaceId(), () -> restores.restore(entry.namespaceId(), entry.id(), caller.actor()));
        signal.raise();
        return FileView.of(access.readable(caller, id));
    }

    /** A large folder is purged bit by bit; if that breaks off, a repeat goes on. What cannot be undone is recorded with its start. */
    void purge(Caller caller, UUID id, Origin origin) {
        Entry entry = access.writable(caller, id);
        TrashPurge whole = TrashPurge.of(entry.namespaceId(), entry.id(), REASON, PurgeRule.IN_TRASH);
        PurgeStep begun = audit.call("purge from the trash", () -> {
            PurgeStep first = purges.purgeTrashed(whole, BATCH);
            audit.done(AuditAct.ENTRY_PURGED, caller.actor(), "entry:" + id, origin);
            return first;
        });
        PurgeOutcome outcome = begun.outcome().add(purges.purgeAll(begun.rest(), BATCH));
        signal.raise();
        if (outcome.passedOver() > 0) {
            throw new Conflict("something in '" + entry.name() + "' may not be purged yet");
        }
    }
}
