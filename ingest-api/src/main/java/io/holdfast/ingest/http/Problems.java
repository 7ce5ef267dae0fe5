package io.holdfast.ingest.http;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** Turns errors into problems; {@link Code} knows which code has which status. */
public final class Problems {
    private static final Duration RETRY_UNAVAILABLE = Duration.ofSeconds(2);

    private Problems() {}

    /** A problem with a stable code. {@code detail} is read by people, {@code code} by programs. */
    public static ProblemDetail of(HttpStatus status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:holdfast:problem:" + code));
        problem.setTitle(code.replace('_', ' '));
        problem.setProperty("code", code);
        return problem;
    }

    public static ProblemDetail of(HoldfastException error) {
        ProblemDetail problem = of(statusOf(error), error.code(), detailOf(error));
        addFields(problem, error);
        return problem;
    }

    /** For a status that the framework or the container chose. */
    public static ProblemDetail of(HttpStatus status, String detail) {
        return of(status, codeOf(status), detail);
    }

    /** How long a client should wait before it tries again; zero if that would not help. */
    public static Duration retryAfter(HoldfastException error) {
        if (error instanceof HoldfastException.RateLimited limited) {
            return limited.retryAfter();
        }
        return error.retryable() ? RETRY_UNAVAILABLE : Duration.ZERO;
    }

    private static HttpStatus statusOf(HoldfastException error) {
        return Code.of(error.code()).map(Code::status).orElse(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    private static String detailOf(HoldfastException error) {
        return error instanceof HoldfastException.Corrupt
                ? "a stored block is damaged; the operator has been told"
                : String.valueOf(error.getMessage());
    }

    private static void addFields(ProblemDetail problem, HoldfastException error) {
        if (error instanceof HoldfastException.InvalidRequest invalid
                && !invalid.field().isEmpty()) {
            problem.setProperty("field", invalid.field());
        } else if (error instanceof HoldfastException.MissingBlocks blocks) {
            problem.setProperty(
                    "missing", blocks.missing().stream().map(BlockId::hex).toList());
        } else if (error instanceof HoldfastException.TooLarge large) {
            problem.setProperty("limit", large.limit());
        } else if (error instanceof HoldfastException.QuotaExceeded quota) {
            problem.setProperty("quota", quota.quotaBytes());
            problem.setProperty("used", quota.usedBytes());
            problem.setProperty("reserved", quota.reservedBytes());
            problem.setProperty("asked", quota.askedBytes());
        }
    }

    static String codeOf(HttpStatus status) {
        return Code.of(status).word();
    }
}
