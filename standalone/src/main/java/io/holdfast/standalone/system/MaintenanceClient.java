package io.holdfast.standalone.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.terminal.ExitCode;
import io.holdfast.standalone.terminal.Refusal;
import io.holdfast.standalone.terminal.TypedCommand;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The local administration port of the maintenance service: starts job runs and waits for them; says who is an admin; rotates keys. */
public final class MaintenanceClient {
    private static final String ADMINS = "/api/v1/admins";
    private static final String KEYS = "/api/v1/keys";
    private static final long POLL_MILLIS = 300;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** Answers that may be missed in a row while the service is restarted. */
    private static final int MISSES_ALLOWED = 200;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String url;
    private final String token;

    /** Whether a run acts, or only says what it would do. */
    public enum Mode {
        EXECUTE("{}"),
        DRY_RUN("{\"dry_run\":true}");

        private final String body;

        Mode(String body) {
            this.body = body;
        }
    }

    private MaintenanceClient(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /**
     * Of the system that runs on a data directory: only who can read the directory may use it.
     *
     * @throws Refusal if none runs
     */
    public static MaintenanceClient of(DataDirectory data) throws IOException {
        Instance instance = Instance.running(data)
                .orElseThrow(() -> new Refusal(
                        ExitCode.NOT_RUNNING,
                        "nothing runs on " + data.root() + "; start it with '" + TypedCommand.with("up") + "'"));
        return of(instance, data);
    }

    public static MaintenanceClient of(Instance instance, DataDirectory data) throws IOException {
        return new MaintenanceClient(
                instance.endpoints().maintenance(),
                Files.readString(data.keys().resolve("maintenance.token")).strip());
    }

    /** Starts a run, after the one of the same job that may be going on, and waits for its end, which may be a failure; tells its phases on the way. */
    public JobRun run(String job, Mode mode, Consumer<String> progress) throws IOException, InterruptedException {
        HttpResponse<String> accepted = start(job, mode);
        while (accepted.statusCode() == 409) {
            progress.accept(job + ": waiting for the end of another run");
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            accepted = start(job, mode);
        }
        if (accepted.statusCode() != 202) {
            throw new Refusal(ExitCode.FAILED, "the job '" + job + "' was not started: " + problem(accepted));
        }
        String id = Json.MAPPER.readTree(accepted.body()).path("run_id").asText();
        long begin = System.nanoTime();
        JobRun run = fetch(id);
        while (!run.ended()) {
            String phase = run.phase().isEmpty() ? run.state() : run.phase();
            progress.accept(
                    job + ": " + phase + ", " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin) + " s");
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            run = fetch(id);
        }
        return run;
    }

    /** The addresses of all admins. */
    public List<String> admins() throws IOException, InterruptedException {
        JsonNode items = done(send(request(ADMINS).GET())).path("items");
        return items.valueStream().map(item -> item.path("email").asText()).toList();
    }

    /**
     * @return false if the account was an admin already
     * @throws Refusal if there is no such account
     */
    public boolean grant(String email) throws IOException, InterruptedException {
        return changed(request(admin(email)).PUT(HttpRequest.BodyPublishers.noBody()));
    }

    /**
     * @return false if the account was no admin
     * @throws Refusal if there is no such account
     */
    public boolean revoke(String email) throws IOException, InterruptedException {
        return changed(request(admin(email)).DELETE());
    }

    /** Which keystore there is and how many block keys it has: {@code keystore}, {@code file}, {@code highest_key}. */
    public JsonNode keys() throws IOException, InterruptedException {
        return done(send(request(KEYS).GET()));
    }

    /**
     * Makes a new block key and a new master key: {@code keys} as {@link #keys} has them, and {@code recorded}, whether the audit tells of it.
     *
     * @throws Refusal if there is no keystore, or another rotation is going on
     */
    public JsonNode rotateKeys() throws IOException, InterruptedException {
        return done(send(request(KEYS + "/rotations").POST(HttpRequest.BodyPublishers.noBody())));
    }

    private boolean changed(HttpRequest.Builder request) throws IOException, InterruptedException {
        return done(send(request)).path("changed").asBoolean();
    }

    private static JsonNode done(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new Refusal(ExitCode.FAILED, problem(answer));
        }
        return Json.MAPPER.readTree(answer.body());
    }

    private static String admin(String email) {
        return ADMINS + "?email=" + URLEncoder.encode(email, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> start(String job, Mode mode) throws IOException, InterruptedException {
        return send(request("/api/v1/jobs/" + job + "/runs")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(mode.body)));
    }

    private JobRun fetch(String id) throws IOException, InterruptedException {
        IOException last = new IOException("no answer");
        for (int miss = 0; miss < MISSES_ALLOWED; miss++) {
            try {
                HttpResponse<String> answer =
                        send(request("/api/v1/jobs/runs/" + id).GET());
                if (answer.statusCode() == 200) {
                    return JobRun.parse(Json.MAPPER.readTree(answer.body()));
                }
                last = new IOException(problem(answer));
                if (answer.statusCode() < 500) {
                    break;
                }
            } catch (IOException e) {
                last = e;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw new IOException("the maintenance service does not tell the state of run " + id, last);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String problem(HttpResponse<String> answer) {
        try {
            JsonNode body = Json.MAPPER.readTree(answer.body());
            return answer.statusCode() + " "
                    + body.path("message").asText(body.path("detail").asText());
        } catch (IOException e) {
            return Integer.toString(answer.statusCode());
        }
    }
}
