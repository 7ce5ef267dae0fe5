package io.holdfast.ingest.sync;

import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.sync.SyncApi.Ack;
import io.holdfast.ingest.sync.SyncApi.Delta;
import io.holdfast.ingest.sync.SyncApi.Position;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/sync")
class SyncController {
    private final SyncService sync;
    private final AckService acks;

    SyncController(SyncService sync, AckService acks) {
        this.sync = sync;
        this.acks = acks;
    }

    @GetMapping("/delta")
    Delta delta(
            Caller caller,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return sync.delta(caller, cursor, limit);
    }

    /** This device has applied everything up to the cursor. */
    @PostMapping("/ack")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void ack(Caller caller, @RequestBody Ack request) {
        acks.ack(caller, request.required());
    }

    @GetMapping("/cursor")
    Position cursor(Caller caller) {
        return sync.now(caller);
    }
}
