package io.holdfast.ingest.access;

import io.holdfast.ingest.limit.Budget;
import io.holdfast.ingest.limit.Limited;
import io.holdfast.ingest.limit.RateLimiter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Takes from the caller's budgets before a controller, or the body of the request, is looked at. */
@Component
class LimitInterceptor implements HandlerInterceptor {
    private final RateLimiter limits;

    LimitInterceptor(RateLimiter limits) {
        this.limits = limits;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() != DispatcherType.REQUEST || !(handler instanceof HandlerMethod method)) {
            return true;
        }
        if (request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller) {
            limits.take(Budget.REQUESTS_PER_USER, caller.accountId().toString());
        }
        Limited limited = limitOf(method);
        if (limited != null) {
            limits.take(limited.value(), whose(limited.value(), request));
        }
        return true;
    }

    private static @Nullable Limited limitOf(HandlerMethod method) {
        Limited own = method.getMethodAnnotation(Limited.class);
        return own != null ? own : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Limited.class);
    }

    private static String whose(Budget budget, HttpServletRequest request) {
        if (budget != Budget.AUTH_PER_ADDRESS && request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller) {
            return caller.accountId().toString();
        }
        return request.getAttribute(Origin.ATTRIBUTE) instanceof Origin origin ? origin.network() : "";
    }
}
