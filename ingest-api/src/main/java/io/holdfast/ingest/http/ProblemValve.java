package io.holdfast.ingest.http;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** What Tomcat refuses before any of our code runs, a malformed request line for example, answered as a problem instead of HTML. */
public final class ProblemValve extends ErrorReportValve {
    /** What a client can cause with a version or a transfer coding that nobody has: its fault, not ours. */
    private static final Set<HttpStatus> OF_THE_PROTOCOL =
            Set.of(HttpStatus.NOT_IMPLEMENTED, HttpStatus.HTTP_VERSION_NOT_SUPPORTED);

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        HttpStatus known = status == null || OF_THE_PROTOCOL.contains(status) ? HttpStatus.BAD_REQUEST : status;
        response.setStatus(known.value());
        ProblemDetail problem = Problems.of(known, known.getReasonPhrase());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        try (Writer writer = response.getReporter()) {
            if (writer != null) {
                writer.write(String.format(
                        Locale.ROOT,
                        "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"code\":\"%s\"}",
                        problem.getType(),
                        problem.getTitle(),
                        known.value(),
                        problem.getDetail(),
                        Problems.codeOf(known)));
            }
        } catch (IOException e) {
            container.getLogger().debug("cannot report an error to the client", e);
        }
    }
}
