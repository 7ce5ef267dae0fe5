package io.holdfast.testkit.kafka;

import io.holdfast.testkit.child.ChildServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real single-node broker in a child JVM with a class path of its own. {@link #restart()} keeps its log, {@link #wipe()}
 * starts it anew with another cluster id, as after a lost disk.
 */
public final class KafkaServer {
    private static @Nullable KafkaServer shared;

    private final ChildServer child;
    private final int port;
    private final int controllerPort;

    private KafkaServer(ChildServer child, int port, int controllerPort) {
        this.child = child;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    /** Started at the first call (about 6 s) and killed with the JVM. */
    public static synchronized KafkaServer shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** A broker of the caller's own, for tests that kill it. */
    public static KafkaServer start() {
        KafkaServer started;
        try (ServerSocket first = new ServerSocket(0);
                ServerSocket second = new ServerSocket(0)) {
            ChildServer child = ChildServer.prepare("holdfast-kafka", KafkaServer.class, "/kafka.classpath");
            started = new KafkaServer(child, first.getLocalPort(), second.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start Kafka for tests", e);
        }
        started.format();
        started.launch();
        return started;
    }

    /** For {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Kills the broker with SIGKILL. */
    public void kill() {
        child.kill();
    }

    /** Kills the broker and starts it on the same log. */
    public void restart() {
        kill();
        launch();
    }

    /** Kills the broker, deletes its log and starts an empty one on the same port. */
    public void wipe() {
        kill();
        ChildServer.deleteTree(child.directory().resolve("log"));
        format();
        launch();
    }

    private void format() {
        try {
            Files.writeString(child.directory().resolve("server.properties"), properties());
            Process uuid = java(List.of("kafka.tools.StorageTool", "random-uuid"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String id = new String(uuid.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            Process format = java(List.of("kafka.tools.StorageTool", "format", "-t", id, "-c", "server.properties"))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(format.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!format.waitFor(30, TimeUnit.SECONDS) || format.exitValue() != 0) {
                throw new IllegalStateException("cannot format the Kafka log: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void launch() {
        try {
            awaitStarted(child.start(
                    java(List.of("kafka.Kafka", "server.properties")).redirectErrorStream(true)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitStarted(Process broker) throws IOException {
        StringBuilder output = new StringBuilder();
        BufferedReader lines = broker.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            output.append(line).append('\n');
            if (line.contains("Kafka Server started")) {
                Thread drain = new Thread(() -> lines.lines().forEach(ignored -> {}), "kafka-output");
                drain.setDaemon(true);
                drain.start();
                return;
            }
        }
        throw new IllegalStateException("Kafka ended before it was ready:\n" + output);
    }

    private ProcessBuilder java(List<String> mainAndArguments) throws IOException {
        Path logging = child.directory().resolve("log4j2.properties");
        Files.writeString(logging, """
                appender.c.type=Console
                appender.c.name=C
                appender.c.layout.type=PatternLayout
                appender.c.layout.pattern=%d{HH:mm:ss,SSS} %p %c{1} %m%n
                rootLogger.level=INFO
                rootLogger.appenderRef.c.ref=C
                """);
        return child.java(List.of("-Xmx384m", "-Dlog4j2.configurationFile=" + logging), mainAndArguments);
    }

    private String properties() {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:QUORUM
                listeners=PLAINTEXT://127.0.0.1:BROKER,CONTROLLER://127.0.0.1:QUORUM
                advertised.listeners=PLAINTEXT://127.0.0.1:BROKER
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=log
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                auto.create.topics.enable=false
                broker.session.timeout.ms=2000
                broker.heartbeat.interval.ms=500
                message.max.bytes=17825792
                """.replace("BROKER", Integer.toString(port)).replace("QUORUM", Integer.toString(controllerPort));
    }
}
