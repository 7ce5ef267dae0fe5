package io.holdfast.gc.web;

import io.holdfast.core.error.HoldfastException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Errors as answers: a code for programs and a sentence for people. */
@RestControllerAdvice
class Problems {
    @ExceptionHandler
    ResponseEntity<Map<String, String>> answer(HoldfastException problem) {
        HttpStatus status = switch (problem.code()) {
            case "not_found" -> HttpStatus.NOT_FOUND;
            case "conflict" -> HttpStatus.CONFLICT;
            case "invalid_request" -> HttpStatus.BAD_REQUEST;
            default -> HttpStatus.SERVICE_UNAVAILABLE;
        };
        return ResponseEntity.status(status)
                .body(Map.of("code", problem.code(), "message", String.valueOf(problem.getMessage())));
    }
}
