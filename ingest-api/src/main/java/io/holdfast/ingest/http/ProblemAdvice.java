package io.holdfast.ingest.http;

import io.holdfast.core.error.HoldfastException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error of every controller, as a problem. What is the client's is answered; what is ours is logged and answered vaguely. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final OtherMethods otherMethods;

    ProblemAdvice(OtherMethods otherMethods) {
        this.otherMethods = otherMethods;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> ours(HoldfastException error) {
        Faults.log(error);
        return answer(Problems.of(error), Problems.retryAfter(error));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> prepared(ProblemException error) {
        return answer(error.problem(), Duration.ZERO);
    }

    /** PostgreSQL does not answer, or not in time: nothing has changed, for reads and lookups are all that is not judged below us. */
    @ExceptionHandler({
        TransientDataAccessException.class,
        RecoverableDataAccessException.class,
        NonTransientDataAccessResourceException.class
    })
    ResponseEntity<ProblemDetail> databaseAway(DataAccessException error) {
        return ours(new HoldfastException.Unavailable("the database does not answer; try again", error));
    }

    @ExceptionHandler
    ResponseEntity<?> wrongType(MethodArgumentTypeMismatchException error, HttpServletRequest request) {
        if (!error.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return ours(Refusals.wrongParameter(error));
        }
        Set<String> others = otherMethods.at(request);
        return others.isEmpty()
                ? ours(new HoldfastException.NotFound("there is nothing called '" + error.getValue() + "'"))
                : notAllowed(new HttpRequestMethodNotSupportedException(request.getMethod(), others));
    }

    /** The query is not percent-encoded UTF-8; Tomcat finds it when the first parameter is asked for. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> badQuery(InvalidParameterException error) {
        LOG.debug("a query is malformed: {}", error.getMessage());
        return ours(new HoldfastException.InvalidRequest("the query is not name=value pairs in percent-encoded UTF-8"));
    }

    /** Too late for an answer: let it through to the container, which closes the connection. */
    @ExceptionHandler
    void broken(AnswerBroken error) throws AnswerBroken {
        if (error.isOfTheReader()) {
            LOG.debug("{}", error.getMessage());
        } else if (error.getCause() instanceof HoldfastException.Unavailable) {
            LOG.warn("{}", Faults.whole(error));
        } else {
            LOG.error("an answer broke off", error);
        }
        throw error;
    }

    /** Reading the request failed: its sender broke off. Nobody may be there to read the answer. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemDetail> brokenOff(IOException error, HttpServletResponse response) {
        LOG.debug("a request broke off: {}", error.toString());
        if (response.isCommitted()) {
            return null;
        }
        return answer(Problems.of(HttpStatus.BAD_REQUEST, "the request broke off"), Duration.ZERO);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(RuntimeException error) {
        LOG.error("a request failed", error);
        return answer(Problems.of(HttpStatus.INTERNAL_SERVER_ERROR, "an error on our side"), Duration.ZERO);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException error, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HoldfastException ours = JsonErrors.explain(error);
        return problem(Problems.of(ours), headers, Problems.retryAfter(ours));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException error,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return problem(Problems.of(Refusals.missingParameter(error)), headers, Duration.ZERO);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException error,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return notAllowed(error);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException error, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return problem(
                Problems.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, Refusals.unreadType(error)), headers, Duration.ZERO);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
            HttpMediaTypeNotAcceptableException error, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return problem(Problems.of(HttpStatus.NOT_ACCEPTABLE, Refusals.unansweredType(error)), headers, Duration.ZERO);
    }

    private static ResponseEntity<Object> notAllowed(HttpRequestMethodNotSupportedException error) {
        return problem(
                Problems.of(HttpStatus.METHOD_NOT_ALLOWED, Refusals.otherMethod(error)),
                error.getHeaders(),
                Duration.ZERO);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception error, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpStatus known = HttpStatus.valueOf(status.value());
        if (known.is5xxServerError()) {
            LOG.error("a request failed", error);
        }
        String detail = body instanceof ProblemDetail given && given.getDetail() != null
                ? given.getDetail()
                : known.getReasonPhrase();
        return problem(Problems.of(known, detail), headers, Duration.ZERO);
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem, Duration retryAfter) {
        return ResponseEntity.status(problem.getStatus())
                .headers(headers -> describe(headers, problem, retryAfter))
                .body(problem);
    }

    private static ResponseEntity<Object> problem(ProblemDetail problem, HttpHeaders given, Duration retryAfter) {
        return ResponseEntity.status(problem.getStatus())
                .headers(given)
                .headers(headers -> describe(headers, problem, retryAfter))
                .body(problem);
    }

    private static void describe(HttpHeaders headers, ProblemDetail problem, Duration retryAfter) {
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setCacheControl("no-store");
        if (problem.getStatus() == HttpStatus.UNAUTHORIZED.value()) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (!retryAfter.isZero()) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(wholeSeconds(retryAfter)));
        }
    }

    /** Rounded up: earlier would be refused again. */
    private static long wholeSeconds(Duration time) {
        return Math.max(1, time.plusSeconds(1).minusNanos(1).toSeconds());
    }
}
