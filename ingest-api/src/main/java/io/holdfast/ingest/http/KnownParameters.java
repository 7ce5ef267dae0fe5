package io.holdfast.ingest.http;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses a parameter of the query that a call does not have, as a field of a body is: who wrote {@code limt} wants to know. */
@Component
class KnownParameters implements HandlerInterceptor, WebMvcConfigurer {
    private final ConcurrentHashMap<HandlerMethod, Set<String>> known = new ConcurrentHashMap<>();

    /** Questions about analytics are passed on as they came. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/v1/**").excludePathPatterns("/api/v1/analytics/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query != null && handler instanceof HandlerMethod call) {
            Set<String> names = known.computeIfAbsent(call, KnownParameters::namesOf);
            Arrays.stream(query.split("&"))
                    .map(KnownParameters::nameOf)
                    .filter(name -> !name.isEmpty() && !names.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw refused(name, names);
                    });
        }
        return true;
    }

    private static InvalidRequest refused(String name, Set<String> names) {
        String others = names.isEmpty() ? "no parameters" : String.join(", ", names);
        return new InvalidRequest(name, "the parameter '" + name + "' is not known to this call; it has " + others);
    }

    private static Set<String> namesOf(HandlerMethod call) {
        return Arrays.stream(call.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(MethodParameter::getParameter)
                .map(parameter -> named(parameter.getAnnotation(RequestParam.class), parameter.getName()))
                .collect(Collectors.toCollection(java.util.TreeSet::new));
    }

    private static String named(@Nullable RequestParam given, String otherwise) {
        return given == null || given.name().isEmpty() ? otherwise : given.name();
    }

    private static String nameOf(String pair) {
        int end = pair.indexOf('=');
        String name = end < 0 ? pair : pair.substring(0, end);
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
