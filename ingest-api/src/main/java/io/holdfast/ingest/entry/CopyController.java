package io.holdfast.ingest.entry;

import io.holdfast.ingest.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/files/{id}")
class CopyController {
    private final CopyService copies;

    CopyController(CopyService copies) {
        this.copies = copies;
    }

    @PostMapping("/copy")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Copy a file",
            description =
                    "The current version becomes a file of its own; no block is copied. A name that is taken is a conflict.")
    FileView copy(Caller caller, @PathVariable UUID id, @RequestBody CopyRequest request) {
        return copies.copy(caller, id, request);
    }

    @PostMapping("/restore")
    @Operation(
            summary = "Make an older version the current one, by number",
            description =
                    "A new version with the old block list; nothing is copied. Content that is current already stays as it is.")
    FileView restore(Caller caller, @PathVariable UUID id, @RequestBody VersionChoice choice) {
        return copies.restore(caller, id, choice.number());
    }

    @PostMapping("/versions/{versionId}/restore")
    @Operation(summary = "Make an older version the current one, by id")
    FileView restoreVersion(Caller caller, @PathVariable UUID id, @PathVariable UUID versionId) {
        return copies.restore(caller, id, versionId);
    }
}
