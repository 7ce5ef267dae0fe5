package io.holdfast.ingest.audit;

import io.holdfast.ingest.access.Origin;
import io.holdfast.metadata.audit.Audit;
import io.holdfast.metadata.audit.AuditAct;
import io.holdfast.metadata.audit.AuditOutcome;
import io.holdfast.metadata.audit.AuditRecord;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Transactions;
import io.holdfast.metadata.namespace.Actor;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Writes the audit, each record within the transaction of its act. */
@Component
public final class AuditTrail {
    private final Audit audit;
    private final Transactions transactions;

    AuditTrail(Audit audit, Database database) {
        this.audit = audit;
        this.transactions = database.transactions();
    }

    /** An act and its record in one transaction; the body may run several times, as {@link Transactions#call} says. */
    public <T> T call(String act, Supplier<T> body) {
        return transactions.call(act, body);
    }

    /** As {@link #call}, for an act without a result. */
    public void run(String act, Runnable body) {
        transactions.run(act, body);
    }

    /** @param object what it was done to, {@code device:ID} for example */
    public void done(AuditAct act, Actor actor, String object, Origin origin) {
        audit.add(new AuditRecord(
                act,
                AuditOutcome.DONE,
                Optional.of(actor),
                object,
                "",
                Optional.of(origin.address()),
                origin.userAgent()));
    }

    /**
     * @param actor whose account it concerns, if that is known
     * @param why for people, without any secret
     */
    public void refused(AuditAct act, Optional<Actor> actor, String why, Origin origin) {
        audit.add(new AuditRecord(
                act, AuditOutcome.REFUSED, actor, "", why, Optional.of(origin.address()), origin.userAgent()));
    }
}
