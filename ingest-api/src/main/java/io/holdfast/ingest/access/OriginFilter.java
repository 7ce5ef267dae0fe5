package io.holdfast.ingest.access;

import io.holdfast.ingest.settings.ProxySettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Notes with every request where it comes from. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 50)
final class OriginFilter extends OncePerRequestFilter {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final ProxySettings proxies;

    OriginFilter(ProxySettings proxies) {
        this.proxies = proxies;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        request.setAttribute(Origin.ATTRIBUTE, new Origin(client(request), agent == null ? "" : agent));
        chain.doFilter(request, response);
    }

    private InetAddress client(HttpServletRequest request) {
        InetAddress connected = ForwardedFor.parse(request.getRemoteAddr()).orElseGet(InetAddress::getLoopbackAddress);
        return ForwardedFor.client(connected, Collections.list(request.getHeaders(FORWARDED_FOR)), proxies::trusts);
    }
}
