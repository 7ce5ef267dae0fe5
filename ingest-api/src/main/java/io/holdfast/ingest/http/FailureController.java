package io.holdfast.ingest.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what failed outside the controllers, in a filter or in the container, in the same form as everything else. */
@RestController
class FailureController implements ErrorController {
    /** Nothing if an answer has begun: it breaks off, and what would be written here would look like a part of it. */
    @RequestMapping("/error")
    @Nullable
    ResponseEntity<ProblemDetail> failed(HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            return null;
        }
        HttpStatus status = statusOf(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
        ProblemDetail problem = Problems.of(status, status.getReasonPhrase());
        problem.setInstance(instanceOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)));
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    /** What was asked for, not the page that tells of its failure. */
    private static @Nullable URI instanceOf(@Nullable Object path) {
        try {
            return path instanceof String text ? URI.create(text) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static HttpStatus statusOf(@Nullable Object code) {
        HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
        return status == null ? HttpStatus.NOT_FOUND : status;
    }
}
