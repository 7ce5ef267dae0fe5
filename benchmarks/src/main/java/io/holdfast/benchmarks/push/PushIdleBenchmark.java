package io.holdfast.benchmarks.push;

import io.holdfast.benchmarks.Report;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code push-idle}: what many connected devices cost a server while nothing happens: heap, resident memory, threads and processor
 * time, before and with them. The server must allow so many log-ins ({@code limits.auth-per-address}).
 */
@Command(
        name = "push-idle",
        description = "Memory, threads and processor time of devices that are connected and silent.")
public final class PushIdleBenchmark implements Callable<Integer> {
    private static final int DEVICES_PER_USER = 20;
    private static final int SOCKETS_PER_DEVICE = 4;
    private static final double MIB = 1 << 20;

    @Parameters(index = "0", description = "where the API is, http://127.0.0.1:8080 for example")
    private URI api = URI.create("http://127.0.0.1:8080");

    @Parameters(index = "1", description = "its process id, on this machine")
    private long pid;

    @Option(names = "--connections", defaultValue = "2000", description = "WebSockets (default ${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--seconds", defaultValue = "60", description = "at rest (default ${DEFAULT-VALUE})")
    private int seconds;

    private final List<WebSocket> open = new ArrayList<>();
    private final AtomicInteger ready = new AtomicInteger();

    @Override
    public Integer call() throws Exception {
        Api client = new Api(api);
        List<String> tokens = tokens(client);
        measure(client, "no connection");
        long start = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            open.add(client.listen(tokens.get(i / SOCKETS_PER_DEVICE), text -> ready.incrementAndGet())
                    .join());
        }
        while (ready.get() < connections) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        Report.line("%d connected in %.1f s", ready.get(), (System.nanoTime() - start) / 1e9);
        measure(client, connections + " connections");
        Report.line("still open: %d", (int) client.metric("holdfast_push_connections"));
        open.forEach(WebSocket::abort);
        return 0;
    }

    private List<String> tokens(Api client) throws IOException, InterruptedException {
        List<String> tokens = new ArrayList<>();
        String run = Long.toString(System.nanoTime(), 36);
        int devices = (connections + SOCKETS_PER_DEVICE - 1) / SOCKETS_PER_DEVICE;
        String email = "";
        for (int i = 0; i < devices; i++) {
            if (i % DEVICES_PER_USER == 0) {
                email = "idle-" + run + "-" + i + "@example.org";
                client.register(email);
            }
            tokens.add(client.login(email));
        }
        return tokens;
    }

    /** Over a time of rest; the heap is what is left after the collections in it. */
    private void measure(Api client, String when) throws IOException, InterruptedException {
        double before = client.metric("process_cpu_time_ns_total");
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
        double cpu = (client.metric("process_cpu_time_ns_total") - before) / 1e9 / seconds;
        Process collect = new ProcessBuilder("jcmd", Long.toString(pid), "GC.run").start();
        collect.getInputStream().readAllBytes();
        Report.line(
                "%-18s heap after a collection %5.1f MiB   resident %5.1f MiB   threads %3.0f   processor %4.1f %% of one core",
                when,
                client.metric("jvm_memory_used_bytes{area=\"heap\"") / MIB,
                resident() / MIB,
                client.metric("jvm_threads_live_threads"),
                100 * cpu);
    }

    private double resident() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }
}
