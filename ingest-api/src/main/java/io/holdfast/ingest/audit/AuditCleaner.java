package io.holdfast.ingest.audit;

import io.holdfast.ingest.settings.AuditSettings;
import io.holdfast.metadata.audit.Audit;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes audit records that are old, some at a time, so that the table does not grow for ever. */
@Component
class AuditCleaner {
    private static final Logger LOG = LoggerFactory.getLogger(AuditCleaner.class);
    private static final int AT_ONCE = 10_000;

    private final Audit audit;
    private final AuditSettings settings;
    private final InstantSource clock;

    AuditCleaner(Audit audit, AuditSettings settings, InstantSource clock) {
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 6 * 60 * 60 * 1000L, initialDelay = 15 * 60 * 1000L)
    void forgetOldRecords() {
        Instant before = clock.instant().minus(settings.keptFor());
        long forgotten = 0;
        int last = AT_ONCE;
        while (last == AT_ONCE) {
            last = audit.forget(before, AT_ONCE);
            forgotten += last;
        }
        if (forgotten > 0) {
            LOG.info("forgot {} audit records from before {}", forgotten, before);
        }
    }
}
