package io.holdfast.ingest.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** The stable codes of problems. Programs decide by them; none is ever renamed. The first with a status is the one of that status. */
public enum Code {
    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "the request itself is wrong; `field` names the part at fault"),
    UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "no valid access token, or wrong credentials"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "known, and not allowed"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "not there, or not the caller's to see"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "the path has other methods; `Allow` lists them"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "`Accept` names nothing that this call answers with"),
    REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "the body came too slowly"),
    CONFLICT(HttpStatus.CONFLICT, "the state has moved on; `current` is what stands in the way, if it is a file"),
    MISSING_BLOCKS(HttpStatus.CONFLICT, "`missing` lists hashes to upload before the call is repeated"),
    NOT_OFFERED(HttpStatus.CONFLICT, "the operator has not switched this on; another call does the same"),
    PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED, "a condition in a header does not hold"),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "a documented limit is passed; `limit` is it"),
    QUOTA_EXCEEDED(HttpStatus.CONTENT_TOO_LARGE, "the namespace has no room; `quota` and `used` in bytes"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "`Content-Type` is not one that this call reads"),
    REQUESTED_RANGE_NOT_SATISFIABLE(
            HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            "`Range` starts behind the end; `Content-Range` says where that is"),
    EXPECTATION_FAILED(HttpStatus.EXPECTATION_FAILED, "`Expect` is something else than 100-continue"),
    HASH_MISMATCH(
            HttpStatus.UNPROCESSABLE_CONTENT, "the bytes are not what their hash or length says; nothing was kept"),
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "too often; `Retry-After` says in how many seconds to try again"),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "a fault of the server; its log tells"),
    CORRUPT(HttpStatus.INTERNAL_SERVER_ERROR, "a stored block is damaged; the operator has been told"),
    UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE, "something that is needed does not answer; nothing has changed, try again"),
    OUTCOME_UNKNOWN(HttpStatus.SERVICE_UNAVAILABLE, "it may have happened; repeat it with the same `Idempotency-Key`"),
    STORAGE_FULL(HttpStatus.INSUFFICIENT_STORAGE, "the store keeps its last space as a reserve");

    private final HttpStatus status;
    private final String meaning;

    Code(HttpStatus status, String meaning) {
        this.status = status;
        this.meaning = meaning;
    }

    /** As programs see it, {@code not_found} for example. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public HttpStatus status() {
        return status;
    }

    /** For people, in a sentence without an end. */
    public String meaning() {
        return meaning;
    }

    /** Empty if there is no such code. */
    public static Optional<Code> of(String word) {
        return Arrays.stream(values()).filter(code -> code.word().equals(word)).findFirst();
    }

    /** The code of a status that the framework or the container chose. */
    static Code of(HttpStatus status) {
        return switch (status) {
            case URI_TOO_LONG, REQUEST_HEADER_FIELDS_TOO_LARGE -> TOO_LARGE;
            default ->
                Arrays.stream(values())
                        .filter(code -> code.status == status)
                        .findFirst()
                        .orElse(status.is5xxServerError() ? INTERNAL : INVALID_REQUEST);
        };
    }
}
