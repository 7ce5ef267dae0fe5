package io.holdfast.ingest.entry;

import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.access.Origin;
import io.holdfast.ingest.http.Page;
import io.swagger.v3.oas.annotations.Operation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/trash")
class TrashController {
    private final ReadService reading;
    private final TrashService trash;

    TrashController(ReadService reading, TrashService trash) {
        this.reading = reading;
        this.trash = trash;
    }

    @GetMapping
    @Operation(summary = "List the trash, last deleted first")
    Page<FileView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return reading.trash(caller, cursor, limit);
    }

    @PostMapping("/{id}/restore")
    @Operation(
            summary = "Put something back where it was",
            description =
                    "A folder comes back with all that went with it. Folders above that are gone are made anew. If the name is"
                            + " taken, it comes back as 'stem (restored 2026-11-21).ext'.")
    FileView restore(Caller caller, @PathVariable UUID id) {
        return trash.restore(caller, id);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Purge something from the trash now",
            description =
                    "Takes the id under which it was put there. There is no way back. Deletes no block at once: garbage"
                            + " collection finds what nobody refers to any more.")
    void purge(Caller caller, @PathVariable UUID id, Origin origin) {
        trash.purge(caller, id, origin);
    }
}
