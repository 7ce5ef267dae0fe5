package io.holdfast.ingest.sweep;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import io.holdfast.ingest.sweep.RawHttp.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads the server's description of itself and sends every operation thousands of requests, most with something wrong in them. {@code
 * -Dsweep.requests=} and {@code -Dsweep.seed=} choose others; a failure prints both.
 */
class SweepIT {
    private static final Logger LOG = LoggerFactory.getLogger(SweepIT.class);
    private static final int REQUESTS = Integer.getInteger("sweep.requests", 2_000);
    private static final long SEED = Long.getLong("sweep.seed", 20261121L);
    private static final int THREADS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Connections that stay open by design: what has come after a moment is judged, and nothing may have. */
    private static final Set<String> STAYING_OPEN =
            Set.of("/api/v1/sync/longpoll", "/api/v1/sync/stream", "/api/v1/sync/ws");

    private static final Duration MOMENT = Duration.ofMillis(700);

    private static RunningApi api;

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Map<Integer, AtomicInteger> statuses = new java.util.concurrent.ConcurrentSkipListMap<>();

    @BeforeAll
    static void start() {
        api = RunningApi.start("127.0.0.1:1", "--limits.auth-per-address=off", "--limits.expensive-per-user=off");
    }

    @AfterAll
    static void stop() {
        api.stop();
    }

    @Test
    void whateverAClientSendsIsAnsweredAsDocumented() throws Exception {
        Client witness = Client.newUser(api, "witness");
        String kept = witness.upload("/kept", new byte[] {1, 2, 3}).at("/file_id");
        Prey prey = Prey.make(api);
        JsonNode description = witness.get("/v3/api-docs").json();
        List<Operation> operations = Operation.all(description);
        Attacks attacks = new Attacks(operations, new Values(description, prey.known(kept)), prey.token());
        Judge judge = new Judge(Codes.of(description));

        run(number -> one(attacks.next(new SplittableRandom(SEED * 1_000_003 + number)), judge, number));

        LOG.info("sweep: {} requests at {} operations, seed {}: {}", REQUESTS, operations.size(), SEED, statuses);
        assertThat(faults.stream().limit(20).collect(Collectors.joining("\n\n")))
                .as("%d faults; -Dsweep.seed=%d -Dsweep.requests=%d", faults.size(), SEED, REQUESTS)
                .isEmpty();
        assertThat(statuses.keySet()).contains(200, 201, 204, 400, 401, 404, 405);
        assertThat(count(200) + count(201) + count(204)).isGreaterThan(REQUESTS / 20);
        Reply still = witness.get("/files/" + kept + "/download");
        assertThat(still.bytes()).as("%s", still).containsExactly(1, 2, 3);
    }

    private void one(Attack attack, Judge judge, int number) throws Exception {
        boolean staysOpen = STAYING_OPEN.contains(attack.target().path());
        Optional<Answer> answer = RawHttp.send(api.address(), attack.bytes(), staysOpen ? MOMENT : PATIENCE);
        answer.ifPresent(given -> statuses.computeIfAbsent(given.status(), status -> new AtomicInteger())
                .incrementAndGet());
        if (answer.isEmpty() && staysOpen) {
            return;
        }
        judge.against(attack, answer)
                .ifPresent(fault -> faults.add("request " + number + ": " + fault + "\n" + attack + "\n-> "
                        + answer.map(Answer::toString).orElse("nothing")));
    }

    private static void run(Request request) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            AtomicInteger next = new AtomicInteger();
            Callable<Boolean> sender = () -> {
                for (int number = next.getAndIncrement(); number < REQUESTS; number = next.getAndIncrement()) {
                    request.send(number);
                }
                return true;
            };
            List<Callable<Boolean>> senders = new ArrayList<>();
            for (int n = 0; n < THREADS; n++) {
                senders.add(sender);
            }
            for (Future<Boolean> sent : pool.invokeAll(senders)) {
                assertThat(sent.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private int count(int status) {
        return statuses.getOrDefault(status, new AtomicInteger()).get();
    }

    private interface Request {
        void send(int number) throws Exception;
    }
}
