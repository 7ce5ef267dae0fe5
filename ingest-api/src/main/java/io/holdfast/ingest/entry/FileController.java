package io.holdfast.ingest.entry;

import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.http.Page;
import io.swagger.v3.oas.annotations.Operation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class FileController {
    private final ReadService reading;
    private final WriteService writing;

    FileController(ReadService reading, WriteService writing) {
        this.reading = reading;
        this.writing = writing;
    }

    @GetMapping("/files/{id}")
    FileView file(Caller caller, @PathVariable UUID id) {
        return reading.byId(caller, id);
    }

    @GetMapping("/files/by-path")
    FileView byPath(Caller caller, @RequestParam String path) {
        return reading.byPath(caller, path);
    }

    @GetMapping("/folders/{id}/children")
    Page<FileView> children(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return reading.children(caller, id, cursor, limit);
    }

    @GetMapping("/files/{id}/versions")
    VersionPage versions(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return reading.versions(caller, id, cursor, limit);
    }

    @GetMapping("/files/{id}/manifest")
    ManifestView manifest(
            Caller caller, @PathVariable UUID id, @RequestParam(required = false) @Nullable Long version) {
        return reading.manifest(caller, id, version);
    }

    @PostMapping("/folders")
    @ResponseStatus(HttpStatus.CREATED)
    FileView createFolder(Caller caller, @RequestBody NewFolder request) {
        return writing.createFolder(caller, request);
    }

    @PatchMapping("/files/{id}")
    @Operation(
            summary = "Rename or move a file or folder",
            description =
                    "One change in the journal, whatever a folder holds. A name that is taken, a folder that would lie in itself"
                            + " and another 'base_version' than the current one are conflicts.")
    FileView move(Caller caller, @PathVariable UUID id, @RequestBody MoveRequest request) {
        return writing.move(caller, id, request);
    }

    @DeleteMapping("/files/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable UUID id) {
        writing.delete(caller, id);
    }
}
