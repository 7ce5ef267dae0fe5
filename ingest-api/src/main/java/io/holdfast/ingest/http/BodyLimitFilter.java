package io.holdfast.ingest.http;

import io.holdfast.core.error.HoldfastException.TooLarge;
import io.holdfast.core.error.HoldfastException.Unavailable;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Bounds JSON bodies: 48 MiB where a manifest is sent (262,144 blocks fit), 1 MiB elsewhere. Bytes of blocks and files are not
 * JSON; the calls that take them have their own limits. Of the bodies above 1 MiB only {@value #LARGE_MANIFESTS} are read at once.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 200)
final class BodyLimitFilter extends OncePerRequestFilter {
    static final long MANIFEST_LIMIT = 48L << 20;
    static final long JSON_LIMIT = 1L << 20;
    private static final int LARGE_MANIFESTS = 2;

    private final Turns largeManifests = new Turns("large manifests", LARGE_MANIFESTS, 4 * LARGE_MANIFESTS);
    private final HandlerExceptionResolver errors;

    BodyLimitFilter(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isJson(request)) {
            chain.doFilter(request, response);
        } else if (limitOf(request) == JSON_LIMIT || isShort(request)) {
            chain.doFilter(new Bounded(request, limitOf(request)), response);
        } else {
            inTurn(request, response, chain);
        }
    }

    /** A large manifest takes 100 MB while it is read and checked, so few are at a time. */
    private void inTurn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Turns.Turn turn;
        try {
            turn = largeManifests.take();
        } catch (Unavailable e) {
            errors.resolveException(request, response, null, e);
            return;
        }
        try (turn) {
            chain.doFilter(new Bounded(request, MANIFEST_LIMIT), response);
        }
    }

    private static boolean isShort(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length >= 0 && length <= JSON_LIMIT;
    }

    /** A PUT carries the bytes of a block, whatever its type says; what it may be is the call's own limit. */
    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        return !request.getMethod().equals("PUT") && (type == null || type.contains("json"));
    }

    private static long limitOf(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean manifest = path.contains("/upload/initiate") || path.endsWith("/update");
        return manifest ? MANIFEST_LIMIT : JSON_LIMIT;
    }

    /** Counts what is read; a body that says it is too long is refused before its first byte. */
    private static final class Bounded extends HttpServletRequestWrapper {
        private final long limit;

        Bounded(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (getContentLengthLong() > limit) {
                throw tooLarge();
            }
            return new CountedInput(super.getInputStream(), limit, this::tooLarge);
        }

        private TooLarge tooLarge() {
            return new TooLarge("a JSON body of this call has at most " + limit + " bytes", limit);
        }
    }
}
