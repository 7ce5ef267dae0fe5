package io.holdfast.ingest.access;

import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.Unauthorized;
import io.holdfast.metadata.account.TokenHash;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Asks every call below {@code /api/} for an access token, but for the log-in itself. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class TokenFilter extends OncePerRequestFilter {
    private static final int MAX_TOKEN_CHARACTERS = 200;

    private final KnownTokens tokens;
    private final HandlerExceptionResolver errors;

    TokenFilter(KnownTokens tokens, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        this.tokens = tokens;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return !path.startsWith("/api/") || path.startsWith("/api/v1/auth/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            request.setAttribute(Caller.ATTRIBUTE, authenticate(request));
        } catch (HoldfastException e) {
            errors.resolveException(request, response, null, e);
            return;
        }
        chain.doFilter(request, response);
    }

    private Caller authenticate(HttpServletRequest request) {
        String token = PresentedToken.of(request)
                .orElseThrow(
                        () -> new Unauthorized("this call needs the header 'Authorization: Bearer <access token>'"));
        if (token.isEmpty() || token.length() > MAX_TOKEN_CHARACTERS) {
            throw refused();
        }
        return tokens.session(TokenHash.of(token))
                .map(session -> new Caller(session.accountId(), session.deviceId(), session.family()))
                .orElseThrow(TokenFilter::refused);
    }

    private static Unauthorized refused() {
        return new Unauthorized("the access token is unknown, expired or revoked; refresh it or log in again");
    }
}
