package io.holdfast.ingest.audit;

import io.holdfast.metadata.audit.AuditRecord;
import io.holdfast.metadata.audit.ListedRecord;
import io.holdfast.metadata.namespace.Actor;
import java.net.InetAddress;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An audit record as the API shows it to whom it concerns. */
record AuditView(
        Instant at,
        String act,
        String outcome,
        @Nullable UUID deviceId,
        @Nullable String object,
        @Nullable String detail,
        @Nullable String address,
        @Nullable String userAgent) {
    static AuditView of(ListedRecord listed) {
        AuditRecord record = listed.record();
        return new AuditView(
                listed.at(),
                record.act().word(),
                record.outcome().word(),
                record.actor().flatMap(Actor::deviceId).orElse(null),
                orAbsent(record.object()),
                orAbsent(record.detail()),
                record.address().map(InetAddress::getHostAddress).orElse(null),
                orAbsent(record.userAgent()));
    }

    private static @Nullable String orAbsent(String text) {
        return text.isEmpty() ? null : text;
    }
}
