package io.holdfast.ingest.upload;

import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.upload.UpdateApi.Update;
import io.holdfast.ingest.upload.UploadApi.Uploaded;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class UpdateController {
    private final UpdateService updates;

    UpdateController(UpdateService updates) {
        this.updates = updates;
    }

    @PostMapping("/api/v1/files/{id}/update")
    Uploaded update(Caller caller, @PathVariable UUID id, @RequestBody Update request) {
        return updates.update(caller, id, request);
    }
}
