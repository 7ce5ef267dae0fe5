package io.holdfast.ingest.operation;

import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AnalyticsController {
    private final Access access;
    private final AnalyticsProxy dashboards;

    AnalyticsController(Access access, AnalyticsProxy dashboards) {
        this.access = access;
        this.dashboards = dashboards;
    }

    @GetMapping("/api/v1/analytics/**")
    ResponseEntity<byte[]> analytics(Caller caller, HttpServletRequest request) {
        access.requireAdmin(caller);
        return dashboards.forward(request.getRequestURI(), request.getQueryString());
    }
}
