package io.holdfast.standalone.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.standalone.process.HealthCheck;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** Healthy is a process whose answer to a GET is 200 and JSON that satisfies the test. */
record HttpProbe(String url, Predicate<JsonNode> satisfied) implements HealthCheck {
    private static final int CONNECT_MILLIS = 1000;
    private static final int READ_MILLIS = 4000;

    /** Of a Spring process. */
    static HttpProbe actuator(String base) {
        return new HttpProbe(
                base + "/actuator/health",
                answer -> answer.path("status").asText().equals("UP"));
    }

    /** Of Flink: every job runs. */
    static HttpProbe flinkJobs(String base, int jobs) {
        return new HttpProbe(base + "/jobs/overview", answer -> running(answer.path("jobs")) == jobs);
    }

    @Override
    public boolean healthy() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            try (InputStream body = connection.getInputStream()) {
                return satisfied.test(Json.MAPPER.readTree(body));
            }
        } catch (IOException e) {
            return false;
        }
    }

    private static long running(JsonNode jobs) {
        return StreamSupport.stream(jobs.spliterator(), false)
                .filter(job -> job.path("state").asText().equals("RUNNING"))
                .count();
    }
}
