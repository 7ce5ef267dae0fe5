package io.holdfast.ingest.repeat;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.ingest.access.Caller;
import io.holdfast.metadata.answer.AnswerKey;
import io.holdfast.metadata.answer.Claim;
import io.holdfast.metadata.answer.StoredAnswer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Carries a write with an {@code Idempotency-Key} out once; behind the check of the token, before anything reads the body. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 150)
final class RepeatFilter extends OncePerRequestFilter {
    private static final Set<String> WRITES = Set.of("POST", "PATCH", "DELETE");
    private static final String REPLAYED = "Idempotent-Replayed";

    private final Claims claims;
    private final SentBody bodies;
    private final HandlerExceptionResolver errors;

    RepeatFilter(
            Claims claims, SentBody bodies, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        this.claims = claims;
        this.bodies = bodies;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return request.getHeader(IdempotencyKey.HEADER) == null
                || !WRITES.contains(request.getMethod())
                || path.startsWith("/api/v1/uploads/")
                || path.startsWith("/api/v1/files/upload/")
                || Caller.of(request).isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        KeyedRequest keyed;
        AnswerKey key;
        Claim claim;
        try {
            keyed = KeyedRequest.of(request);
            key = new AnswerKey(
                    Caller.of(request).orElseThrow().accountId(),
                    IdempotencyKey.parse(request.getHeader(IdempotencyKey.HEADER))
                            .orElseThrow());
            BlockId fingerprint = keyed.fingerprint();
            IdempotencyKey.bind(keyed, fingerprint, key.key());
            claim = claims.claim(key, fingerprint);
            require(claim, keyed);
        } catch (IOException | RuntimeException e) {
            errors.resolveException(request, response, null, e);
            return;
        }
        if (claim instanceof Claim.Answered answered) {
            replay(answered.answer(), response);
        } else if (claim instanceof Claim.Granted granted) {
            carryOut(new Right(granted.holder(), key), keyed, response, chain);
        }
    }

    private void require(Claim claim, HttpServletRequest request) throws IOException {
        if (claim instanceof Claim.OtherRequest
                || claim instanceof Claim.Answered answered && !isSame(answered, request)) {
            throw new Conflict("this Idempotency-Key was used for another request; choose a new one");
        }
        if (claim instanceof Claim.Busy) {
            throw new Unavailable("the first request with this Idempotency-Key is still being carried out; ask again");
        }
    }

    private boolean isSame(Claim.Answered answered, HttpServletRequest request) throws IOException {
        Optional<BlockId> sent = answered.body();
        return sent.isEmpty() || sent.get().equals(bodies.digest(request));
    }

    /** To carry out the request with this key. */
    private record Right(UUID holder, AnswerKey key) {}

    private void carryOut(Right right, KeyedRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HeldResponse held = new HeldResponse(response);
        Optional<StoredAnswer> answer = Optional.empty();
        try {
            chain.doFilter(request, held);
            answer = held.success();
        } finally {
            claims.end(right.holder(), new Claims.End(right.key(), answer, IdempotencyKey.notedBody(request)));
        }
        held.release();
    }

    private static void replay(StoredAnswer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        response.setHeader(REPLAYED, "true");
        if (!answer.contentType().isEmpty()) {
            response.setContentType(answer.contentType());
        }
        if (answer.body().length > 0) {
            response.setContentLength(answer.body().length);
            response.getOutputStream().write(answer.body());
        }
    }
}
