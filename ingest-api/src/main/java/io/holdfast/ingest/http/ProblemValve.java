package io.holdfast.ingest.http;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** What Tomcat refuses before any of our code runs, a malformed request line for example, answered as a problem instead of HTML. */
public final class ProblemValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        HttpStatus known = status == null ? HttpStatus.BAD_REQUEST : status;
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
