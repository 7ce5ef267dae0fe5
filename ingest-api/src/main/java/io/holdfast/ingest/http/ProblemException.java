package io.holdfast.ingest.http;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** An error whose answer is made already, because it shows more than the error itself knows. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemDetail problem;

    public ProblemException(ProblemDetail problem, RuntimeException cause) {
        super(cause.getMessage(), cause);
        this.problem = problem;
    }

    /** For an answer that no error of ours stands behind. */
    public ProblemException(HttpStatus status, String detail) {
        super(detail);
        this.problem = Problems.of(status, detail);
    }

    public ProblemDetail problem() {
        return problem;
    }
}
