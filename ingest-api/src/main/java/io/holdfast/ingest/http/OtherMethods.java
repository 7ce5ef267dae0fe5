package io.holdfast.ingest.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Knows the methods of a path without variables. {@code GET /files/upload} is taken for {@code GET /files/{id}}, whose id it is not:
 * the path is there, with another method.
 */
@Component
class OtherMethods {
    private final ObjectProvider<RequestMappingHandlerMapping> calls;

    /** @param calls asked when a request is answered: while the application starts they are not there yet */
    OtherMethods(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> calls) {
        this.calls = calls;
    }

    /** Empty if no call has this very path. */
    Set<String> at(HttpServletRequest request) {
        return calls.getObject().getHandlerMethods().keySet().stream()
                .filter(call -> call.getDirectPaths().contains(request.getRequestURI()))
                .flatMap(call -> call.getMethodsCondition().getMethods().stream())
                .map(RequestMethod::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
