package io.holdfast.ingest.access;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Makes {@link Caller} and {@link Origin} ordinary parameters of a controller, and has budgets taken from before one runs. */
@Configuration(proxyBeanMethods = false)
class WebSetup implements WebMvcConfigurer {
    private final CallerResolver callers;
    private final OriginResolver origins;
    private final LimitInterceptor limits;

    WebSetup(CallerResolver callers, OriginResolver origins, LimitInterceptor limits) {
        this.callers = callers;
        this.origins = origins;
        this.limits = limits;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(callers);
        resolvers.add(origins);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(limits).addPathPatterns("/api/**");
    }
}
