package io.holdfast.benchmarks.push;

import io.holdfast.benchmarks.Report;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code push-latency}: one device of each user commits small files at a steady rate; the time until the WebSocket frame that names
 * the file reaches another device, from the answer to the commit (below zero if the frame was first) and from its request.
 */
@Command(name = "push-latency", description = "From commit to WebSocket frame on another device.")
public final class PushLatencyBenchmark implements Callable<Integer> {
    private static final Pattern PATH = Pattern.compile("\"path\":\"(/latency/[^\"]+)\"");
    /** Steps in which the warm-up comes to the full rate. */
    private static final int RISE = 4;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Parameters(description = "where the API is, http://127.0.0.1:8080 for example")
    private URI api = URI.create("http://127.0.0.1:8080");

    @Option(names = "--rate", defaultValue = "100", description = "commits a second (default ${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--seconds", defaultValue = "60", description = "measured (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "20",
            description = "seconds before, at a rate that rises (default ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--users", defaultValue = "10", description = "who commit in turn (default ${DEFAULT-VALUE})")
    private int users;

    private final Map<String, Long> asked = new ConcurrentHashMap<>();
    private final Map<String, Long> answered = new ConcurrentHashMap<>();
    private final Map<String, Long> arrived = new ConcurrentHashMap<>();

    @Override
    public Integer call() throws Exception {
        Api client = new Api(api);
        List<String> writers = new ArrayList<>();
        String run = Long.toString(System.nanoTime(), 36);
        for (int i = 0; i < users; i++) {
            String email = "latency-" + run + "-" + i + "@example.org";
            client.register(email);
            writers.add(client.login(email));
            client.listen(client.login(email), this::arrived).join();
        }
        for (int part = 1; part <= RISE; part++) {
            commit(client, writers, Math.max(1, rate * part / RISE), Math.max(1, warmUp / RISE), "warm" + part);
        }
        commit(client, writers, rate, seconds, "run");
        awaitFrames();
        print();
        return 0;
    }

    /** So many commits a second, whether the ones before are answered or not. */
    private void commit(Api client, List<String> writers, int perSecond, int forSeconds, String name) {
        long start = System.nanoTime();
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int i = 0; i < perSecond * forSeconds; i++) {
            long due = start + i * SECOND / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            String path = "/latency/" + name + "-" + i;
            byte[] content = (path + " of " + start).getBytes(StandardCharsets.UTF_8);
            asked.put(path, System.nanoTime());
            sent.add(client.upload(writers.get(i % writers.size()), path, content)
                    .thenAccept(response -> {
                        if (response.statusCode() == 201) {
                            answered.put(path, System.nanoTime());
                        }
                    }));
        }
        CompletableFuture.allOf(sent.toArray(new CompletableFuture<?>[0])).join();
    }

    private void arrived(String text) {
        long now = System.nanoTime();
        Matcher paths = PATH.matcher(text);
        while (paths.find()) {
            arrived.putIfAbsent(paths.group(1), now);
        }
    }

    private void awaitFrames() {
        long deadline = System.nanoTime() + 10 * SECOND;
        while (arrived.size() < answered.size() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private void print() {
        List<String> measured = asked.keySet().stream()
                .filter(path -> path.startsWith("/latency/run-") && answered.containsKey(path))
                .toList();
        List<String> named = measured.stream().filter(arrived::containsKey).toList();
        Report.line(
                "%d of %d commits at %d/s by %d users succeeded; %d named in a frame (the others came as a number only)",
                measured.size(), rate * seconds, rate, users, named.size());
        print("commit request -> answer", millis(asked, answered, measured));
        print("commit answer -> frame", millis(answered, arrived, named));
        print("commit request -> frame", millis(asked, arrived, named));
    }

    private static double[] millis(Map<String, Long> from, Map<String, Long> to, List<String> paths) {
        double[] millis = paths.stream()
                .mapToDouble(path -> (to.getOrDefault(path, 0L) - from.getOrDefault(path, 0L)) / 1e6)
                .toArray();
        Arrays.sort(millis);
        return millis;
    }

    private static void print(String what, double[] sorted) {
        if (sorted.length == 0) {
            Report.line("%-26s nothing", what);
            return;
        }
        Report.line(
                "%-26s p50 %6.1f ms   p95 %6.1f ms   p99 %6.1f ms   longest %6.1f ms",
                what,
                sorted[sorted.length / 2],
                sorted[sorted.length * 95 / 100],
                sorted[sorted.length * 99 / 100],
                sorted[sorted.length - 1]);
    }
}
