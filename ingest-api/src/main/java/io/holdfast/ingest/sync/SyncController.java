package io.holdfast.ingest.sync;

import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.sync.SyncApi.Delta;
import io.holdfast.ingest.sync.SyncApi.Position;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/sync")
class SyncController {
    private final SyncService sync;

    SyncController(SyncService sync) {
        this.sync = sync;
    }

    @GetMapping("/delta")
    Delta delta(
            Caller caller,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return sync.delta(caller, cursor, limit);
    }

    @GetMapping("/cursor")
    Position cursor(Caller caller) {
        return sync.now(caller);
    }
}
