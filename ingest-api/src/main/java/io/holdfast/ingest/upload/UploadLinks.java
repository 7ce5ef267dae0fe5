package io.holdfast.ingest.upload;

import io.holdfast.ingest.settings.IngestSettings;
import io.holdfast.ingest.store.DirectRoute;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Where an upload takes blocks. */
@Component
class UploadLinks {
    private final IngestSettings settings;
    private final DirectRoute route;

    UploadLinks(IngestSettings settings, DirectRoute route) {
        this.settings = settings;
        this.route = route;
    }

    /** Many small blocks in one body; with a hash behind it, one. */
    String blocks(UUID upload) {
        return settings.publicUrl() + "/api/v1/uploads/" + upload + "/blocks";
    }

    /** Where to ask how blocks can be sent to the store, if that is offered. */
    Optional<String> direct(UUID upload) {
        return route.isOffered()
                ? Optional.of(settings.publicUrl() + "/api/v1/uploads/" + upload + "/direct")
                : Optional.empty();
    }
}
