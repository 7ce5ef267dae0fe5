package io.holdfast.ingest.push;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Pushed;
import io.holdfast.ingest.running.RunningApi;
import io.holdfast.lakehouse.event.SignalEvent;
import io.holdfast.lakehouse.event.SignalEventCodec;
import io.holdfast.lakehouse.topic.Topic;
import io.holdfast.testkit.kafka.KafkaServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Signals on a real broker reach connections; the comparison with the database is as good as off here. */
class SignalFeedIT {
    private static final UUID DESK = new UUID(8, 8);

    private static final KafkaServer BROKER = KafkaServer.start();
    private static final String KAFKA = BROKER.bootstrapServers();
    private static final RunningApi API =
            RunningApi.start(KAFKA, "--limits.auth-per-address=off", "--push.compare-heads=1h");
    private static final KafkaProducer<byte[], byte[]> PRODUCER = new KafkaProducer<>(
            Map.of("bootstrap.servers", KAFKA), new ByteArraySerializer(), new ByteArraySerializer());

    private final Client phone = Client.newUser(API, "phone");
    private final UUID account = UUID.fromString(phone.get("/account").at("/user_id"));
    private final List<Future<?>> sent = new ArrayList<>();
    private final UUID namespace = UUID.fromString(phone.get("/account").at("/namespace_id"));

    @BeforeAll
    static void listening() {
        awaitListening(1);
    }

    private static void awaitListening(int value) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (metric("holdfast_push_listening") != value && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        assertThat(metric("holdfast_push_listening")).isEqualTo(value);
    }

    @AfterAll
    static void stop() {
        PRODUCER.close();
        API.stop();
        BROKER.kill();
    }

    @Test
    void aSignalReachesTheConnectionsOfItsAccountWithItsChanges() {
        Client stranger = Client.newUser(API, "phone");
        try (Pushed socket = Pushed.socket(phone, "");
                Pushed stream = Pushed.stream(phone, "");
                Pushed strange = Pushed.socket(stranger, "")) {
            socket.next("ready");
            stream.next("ready");
            strange.next("ready");
            publish(new byte[] {1, 2, 3});
            publish(Signalled.by(account, namespace, 1, DESK, DESK));
            JsonNode message = socket.next("changed");
            assertThat(message.path("seq").asLong()).isEqualTo(2);
            assertThat(message.path("origin_device_id").asString()).isEqualTo(DESK.toString());
            assertThat(message.at("/changes/1/path").asString()).isEqualTo("/folder 2");
            assertThat(message.at("/changes/1/modified_by/device_id").asString())
                    .isEqualTo(DESK.toString());
            assertThat(stream.next("changed")).isEqualTo(message);
            publish(Signalled.by(account, namespace, 2, DESK));
            publish(Signalled.bare(Signalled.by(account, namespace, 3, DESK)));
            JsonNode bare = socket.next("changed");
            assertThat(bare.path("seq").asLong())
                    .as("the repeat of 2 is not told")
                    .isEqualTo(3);
            assertThat(bare.has("changes")).isFalse();
            assertThat(strange.next(java.time.Duration.ofMillis(200)).isMissingNode())
                    .isTrue();
        }
    }

    @Test
    void aBrokerThatDiesIsMissedAndHeardAgainOnceItIsBack() {
        try (Pushed socket = Pushed.socket(phone, "")) {
            socket.next("ready");
            BROKER.kill();
            try {
                awaitListening(0);
            } finally {
                BROKER.restart();
            }
            awaitListening(1);
            publish(Signalled.by(account, namespace, 1, DESK));
            assertThat(socket.next("changed").path("seq").asLong()).isEqualTo(1);
        }
    }

    @Test
    void aReaderThatDoesNotReadHoldsNobodyUpAndIsToldTheLastNumber() throws IOException {
        int signals = 4_000;
        UUID[] devices = new UUID[12];
        Arrays.fill(devices, DESK);
        try (Pushed fast = Pushed.socket(phone, "");
                Socket slow = slowStream()) {
            fast.next("ready");
            for (int i = 0; i < signals; i++) {
                publish(Signalled.by(account, namespace, 1 + 12L * i, devices));
            }
            long last = 12L * signals;
            JsonNode message = fast.next("changed");
            while (message.path("seq").asLong() < last) {
                message = fast.next("changed");
            }
            assertThat(metric("holdfast_push_shrunk_total")).isPositive();
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            int read = 0;
            String line = lines.readLine();
            while (!line.contains("\"seq\":" + last + ",") && !line.contains("\"seq\":" + last + "}")) {
                read += line.startsWith("data: ") ? 1 : 0;
                line = lines.readLine();
            }
            assertThat(read).isLessThan(signals);
        }
    }

    private Socket slowStream() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 << 10);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress("127.0.0.1", phone.address().getPort()));
        String request = "GET /api/v1/sync/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + phone.token()
                + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private void publish(SignalEvent signal) {
        publish(SignalEventCodec.encode(signal));
    }

    private void publish(byte[] message) {
        byte[] key = account.toString().getBytes(StandardCharsets.US_ASCII);
        sent.add(PRODUCER.send(new ProducerRecord<>(Topic.SIGNALS.topicName(), key, message)));
    }

    private static double metric(String name) {
        return Client.anonymous(API)
                .get("/actuator/prometheus")
                .text()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
