package io.holdfast.ingest.upload;

import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.upload.DirectApi.Confirmed;
import io.holdfast.ingest.upload.DirectApi.Directions;
import io.holdfast.ingest.upload.DirectApi.Wanted;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/uploads/{id}/direct")
class DirectController {
    private final DirectService direct;

    DirectController(DirectService direct) {
        this.direct = direct;
    }

    /** What it answers is secret for as long as it is good, and is kept nowhere. */
    @PostMapping
    ResponseEntity<Directions> offer(Caller caller, @PathVariable UUID id, @RequestBody Wanted request) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(direct.offer(caller, id, request));
    }

    @PostMapping("/confirm")
    Confirmed confirm(Caller caller, @PathVariable UUID id, @RequestBody Wanted request) {
        return direct.confirm(caller, id, request);
    }
}
