package io.holdfast.ingest.audit;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.http.Limit;
import io.holdfast.ingest.http.Page;
import io.holdfast.ingest.http.PageCursor;
import io.holdfast.metadata.audit.Audit;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AuditController {
    private final Audit audit;

    AuditController(Audit audit) {
        this.audit = audit;
    }

    @GetMapping("/api/v1/account/audit")
    Page<AuditView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        int items = Limit.of(limit);
        return Page.of(
                audit.list(caller.accountId(), before(cursor), items + 1),
                items,
                listed -> Long.toString(listed.id()),
                AuditView::of);
    }

    private static long before(@Nullable String cursor) {
        String key = PageCursor.decode(cursor);
        try {
            return key.isEmpty() ? Long.MAX_VALUE : Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw new InvalidRequest("cursor", "this is not a cursor of this list; leave it out to start again");
        }
    }
}
