package io.holdfast.ingest.http;

import io.holdfast.metadata.database.Ambient;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request an id, which its answer and every line of the log about it carry: by it an operator finds what a user tells of. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestIdFilter extends OncePerRequestFilter {
    static final String HEADER = "X-Request-Id";

    /** As {@code logging.pattern} knows it. */
    private static final String KEY = "request";

    private final Ambient ambient;

    RequestIdFilter(Ambient ambient) {
        this.ambient = ambient;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = ambient.newId().toString();
        MDC.put(KEY, id);
        try {
            chain.doFilter(request, new Named(response, id));
        } finally {
            MDC.remove(KEY);
        }
    }

    /** Keeps its id when an answer is begun anew. */
    private static final class Named extends HttpServletResponseWrapper {
        private final String id;

        Named(HttpServletResponse response, String id) {
            super(response);
            this.id = id;
            response.setHeader(HEADER, id);
        }

        @Override
        public void reset() {
            super.reset();
            setHeader(HEADER, id);
        }
    }
}
