package io.holdfast.ingest.http;

import io.holdfast.core.error.HoldfastException.TooLarge;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Bounds every body: how slowly it may come, and if it is JSON how long it may be, 48 MiB where a manifest is sent (262,144 blocks
 * fit), 1 MiB elsewhere. Bytes of blocks and files are not JSON; the calls that take them have their own limits. JSON above 1 MiB waits
 * on disk until all of it is there, and only then for its turn in memory.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 120)
final class BodyLimitFilter extends OncePerRequestFilter {
    static final long MANIFEST_LIMIT = 48L << 20;
    static final long JSON_LIMIT = 1L << 20;
    /** Each on disk with at most 48 MiB. */
    private static final int ARRIVING = 32;

    private final Turns arriving = new Turns("large manifests", ARRIVING, ARRIVING / 4);
    private final LargeManifests manifests;
    private final InstantSource clock;
    private final HandlerExceptionResolver errors;

    BodyLimitFilter(
            LargeManifests manifests,
            InstantSource clock,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        this.manifests = manifests;
        this.clock = clock;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long limit = limitOf(request);
        Bounded bounded = new Bounded(request, limit, clock);
        if (limit == MANIFEST_LIMIT && !isShort(request)) {
            onceArrived(bounded, response, chain);
        } else {
            chain.doFilter(bounded, response);
        }
    }

    private void onceArrived(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ArrivedBody arrived;
        try (Turns.Turn turn = arriving.take()) {
            arrived = ArrivedBody.of(request);
        } catch (IOException | RuntimeException e) {
            errors.resolveException(request, response, null, e);
            return;
        }
        try (arrived;
                HeldAnswer answer = new HeldAnswer(response, NamelessFile.open())) {
            inTurn(arrived, answer, chain);
            answer.release();
        }
    }

    /** The turn is over before the client takes a byte of the answer, which may be as long as the manifest. */
    private void inTurn(ArrivedBody arrived, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Turns.Turn turn;
        try {
            turn = manifests.turnFor(arrived.sizeBytes() <= JSON_LIMIT ? 0 : Long.MAX_VALUE);
        } catch (RuntimeException e) {
            errors.resolveException(arrived, response, null, e);
            return;
        }
        try (turn) {
            chain.doFilter(arrived, response);
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
        if (!isJson(request)) {
            return Long.MAX_VALUE;
        }
        String path = request.getRequestURI();
        boolean manifest = path.contains("/upload/initiate") || path.endsWith("/update");
        return manifest ? MANIFEST_LIMIT : JSON_LIMIT;
    }

    /** Counts what is read and how long that takes; a body that says it is too long is refused before its first byte. */
    private static final class Bounded extends HttpServletRequestWrapper {
        private final long limit;
        private final InstantSource clock;
        private @Nullable ServletInputStream input;

        Bounded(HttpServletRequest request, long limit, InstantSource clock) {
            super(request);
            this.limit = limit;
            this.clock = clock;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (getContentLengthLong() > limit) {
                throw tooLarge();
            }
            if (input == null) {
                input = new BodyInput(super.getInputStream(), limit, this::tooLarge, clock);
            }
            return input;
        }

        private TooLarge tooLarge() {
            return new TooLarge("a JSON body of this call has at most " + limit + " bytes", limit);
        }
    }
}
