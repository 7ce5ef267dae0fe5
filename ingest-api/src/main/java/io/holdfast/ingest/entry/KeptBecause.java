package io.holdfast.ingest.entry;

import io.holdfast.core.retention.Reason;
import io.holdfast.core.retention.RetentionDecision;
import io.holdfast.core.retention.RetentionDecision.Outcome;
import io.holdfast.ingest.settings.RetentionSettings;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.entry.Versions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Why the versions of a file are still there: what the retention policy would decide now. */
@Component
class KeptBecause {
    private final Versions versions;
    private final RetentionSettings settings;
    private final InstantSource clock;

    KeptBecause(Versions versions, RetentionSettings settings, InstantSource clock) {
        this.versions = versions;
        this.settings = settings;
        this.clock = clock;
    }

    /** The reasons by version number; a version that the policy lets go is left out, and so is all that is in the trash. */
    Map<Long, List<String>> of(Entry file) {
        if (file.deletedAt().isPresent()) {
            return Map.of();
        }
        return settings.policy().decide(versions.stored(file.namespaceId(), file.id()), clock.instant()).stream()
                .filter(decision -> decision.outcome() == Outcome.KEEP)
                .collect(Collectors.toMap(decision -> decision.version().number(), KeptBecause::labels));
    }

    private static List<String> labels(RetentionDecision decision) {
        return decision.reasons().stream().map(Reason::label).toList();
    }
}
