package io.holdfast.ingest.audit;

import io.holdfast.ingest.settings.AuditSettings;
import io.holdfast.ingest.settings.IngestSettings;
import io.holdfast.ingest.settings.LimitSettings;
import io.holdfast.ingest.settings.ProxySettings;
import io.holdfast.metadata.audit.Audit;
import io.holdfast.metadata.audit.AuditAct;
import io.holdfast.metadata.audit.AuditOutcome;
import io.holdfast.metadata.audit.AuditRecord;
import java.util.Optional;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Notes the settings that bear on security when the server starts with others than the last time. None of them is a secret. */
@Component
class SettingsAudit {
    private final Audit audit;
    private final IngestSettings ingest;
    private final LimitSettings limits;
    private final ProxySettings proxies;
    private final AuditSettings kept;

    SettingsAudit(Audit audit, IngestSettings ingest, LimitSettings limits, ProxySettings proxies, AuditSettings kept) {
        this.audit = audit;
        this.ingest = ingest;
        this.limits = limits;
        this.proxies = proxies;
        this.kept = kept;
    }

    @EventListener(ApplicationReadyEvent.class)
    void noteSettings() {
        String now = "registration " + ingest.registration() + ", default quota " + ingest.defaultQuota()
                + ", password hashes " + ingest.passwordHashes() + ", " + limits + ", " + proxies + ", " + kept;
        if (!audit.lastSettings().equals(Optional.of(now))) {
            audit.add(new AuditRecord(
                    AuditAct.SETTINGS, AuditOutcome.DONE, Optional.empty(), "", now, Optional.empty(), ""));
        }
    }
}
