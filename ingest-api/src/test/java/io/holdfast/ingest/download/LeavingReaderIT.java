package io.holdfast.ingest.download;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.RunningApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Readers who go away in the middle are no event: nobody reads a log that they can fill. */
class LeavingReaderIT {
    private final Client ada = Client.newUser(RunningApi.shared(), "laptop");
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        root.addAppender(logged);
    }

    @AfterEach
    void stop() {
        root.detachAppender(logged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/files/{id}/download", "/api/v1/folders/{id}/download"})
    void leaveNoTraceInTheLog(String call) throws IOException {
        byte[] content = new byte[24 << 20];
        new Random(4).nextBytes(content);
        String file = ada.upload("/big.bin", content).at("/file_id");
        double before = answered(call);
        for (int i = 0; i < 3; i++) {
            leave(call.replace("{id}", call.contains("folders") ? "root" : file));
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (answered(call) < before + 3 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(answered(call)).isEqualTo(before + 3);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void anAnswerThatBreaksOffForUsIsLoggedOnceByUs() throws IOException {
        byte[] content = new byte[24 << 20];
        new Random(5).nextBytes(content);
        String file = "/files/" + ada.upload("/broken.bin", content).at("/file_id");
        JsonNode blocks = ada.get(file + "/manifest").json().path("blocks");
        String last = blocks.path(blocks.size() - 1).path("hash").asString();
        try (Stream<Path> stored = Files.walk(RunningApi.shared().blocks())) {
            stored.map(Path::toFile)
                    .filter(one -> one.getName().contains(last))
                    .forEach(one -> assertThat(one.delete()).isTrue());
        }
        assertThatThrownBy(() -> ada.get(file + "/download")).isInstanceOf(UncheckedIOException.class);
        assertThat(warnings())
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly(BlockReader.class.getName(), "io.holdfast.ingest.http.ProblemAdvice");
    }

    private List<String> warnings() {
        return List.copyOf(logged.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage())
                .toList();
    }

    private void leave(String path) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4 << 10);
            socket.setSoTimeout(30_000);
            socket.connect(new InetSocketAddress("127.0.0.1", ada.address().getPort()));
            String request =
                    "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + ada.token() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            socket.setSoLinger(true, 0);
        }
    }

    /** How many such calls have ended. */
    private double answered(String call) {
        return ada.get("/actuator/prometheus")
                .text()
                .lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count") && line.contains(call))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
