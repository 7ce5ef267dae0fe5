package io.holdfast.dashboards.web;

import io.holdfast.core.error.HoldfastException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** The one place where an error becomes an answer: a problem with a stable {@code code}. */
@RestControllerAdvice
final class Problems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<Object> ours(HoldfastException error, WebRequest request) {
        HttpHeaders headers = new HttpHeaders();
        HttpStatus status = status(error);
        if (error.retryable()) {
            LOG.warn("{} for {}", error.getMessage(), request.getDescription(false), error.getCause());
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, error.getMessage());
        problem.setProperty("code", error.code());
        return ResponseEntity.status(status).headers(headers).body(problem);
    }

    @ExceptionHandler
    ResponseEntity<Object> unforeseen(RuntimeException error, WebRequest request) {
        LOG.error("{} failed", request.getDescription(false), error);
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "the request failed; the log of the dashboards says why");
        problem.setProperty("code", "internal");
        return ResponseEntity.internalServerError().body(problem);
    }

    /** What Spring MVC itself refuses: an unknown path, a wrong method, a parameter that is no number. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem) {
            problem.setProperty("code", code(status));
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    private static HttpStatus status(HoldfastException error) {
        if (error instanceof HoldfastException.InvalidRequest) {
            return HttpStatus.BAD_REQUEST;
        }
        return error instanceof HoldfastException.Unavailable
                ? HttpStatus.SERVICE_UNAVAILABLE
                : HttpStatus.INTERNAL_SERVER_ERROR;
    }

    private static String code(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        return known == null || known == HttpStatus.BAD_REQUEST
                ? "invalid_request"
                : known.name().toLowerCase(Locale.ROOT);
    }
}
