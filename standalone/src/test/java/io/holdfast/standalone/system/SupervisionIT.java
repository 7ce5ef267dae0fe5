package io.holdfast.standalone.system;

import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.data.LocalPorts;
import io.holdfast.standalone.data.Ports;
import io.holdfast.standalone.data.PrivateFiles;
import io.holdfast.standalone.data.Profile;
import io.holdfast.standalone.data.Secrets;
import io.holdfast.standalone.postgres.PostgresCluster;
import io.holdfast.standalone.postgres.RootHiding;
import io.holdfast.standalone.process.OrphanRule;
import io.holdfast.standalone.process.Orphans;
import io.holdfast.standalone.process.PidFiles;
import io.holdfast.standalone.process.ProcFs;
import io.holdfast.standalone.process.ProcessEvents;
import io.holdfast.standalone.process.ProcessIdentity;
import io.holdfast.standalone.process.ProcessReport;
import io.holdfast.standalone.process.ProcessState;
import io.holdfast.standalone.process.Supervisor;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/** PostgreSQL and Kafka under the supervisor, from the distribution that the build has put together. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SupervisionIT implements ProcessEvents {
    private final LinkedBlockingQueue<String> changes = new LinkedBlockingQueue<>();
    private final Random random =
            new Random(Long.getLong("seed", ProcessHandle.current().pid()));
    private final Supervisor supervisor;
    private final DataDirectory data;
    private final Endpoints endpoints;
    private final String password;
    private final SystemPlan plan;

    SupervisionIT() throws Exception {
        data = new DataDirectory(Files.createTempDirectory("hold fast"));
        data.create();
        Installation installation = new Installation(
                Path.of("target", "holdfast-" + Build.current().version()).toAbsolutePath(),
                Path.of(System.getProperty("java.home"), "bin", "java"));
        InetAddress local = InetAddress.getLoopbackAddress();
        endpoints = new Endpoints(
                "127.0.0.1",
                Ports.settle(
                        data,
                        OptionalInt.of(0),
                        port -> LocalPorts.free(local, port),
                        () -> LocalPorts.candidate(random)));
        Secrets secrets = new Secrets(data, random);
        password = secrets.postgresPassword();
        ChildSettings settings = new ChildSettings(
                installation, data, endpoints, Profile.DEFAULT, Map.of(), password, secrets.maintenanceToken());
        plan = new SystemPlan(
                installation,
                data,
                settings,
                RootHiding.prefix(Preflight.ownUserId()),
                () -> new UUID(random.nextLong(), random.nextLong()));
        supervisor = new Supervisor(data::pidFile, List.of("setsid"), this);
    }

    @BeforeAll
    void startBoth() throws Exception {
        supervisor.start(List.of(plan.postgres(), plan.kafka()));
    }

    @AfterAll
    void leaveNothingBehind() throws Exception {
        supervisor.stop();
        List<OrphanRule.Orphan> left = Orphans.stop(data.root(), data.run(), ProcessName.stopOrder());
        PrivateFiles.deleteTree(data.root());
        assertThat(left).isEmpty();
    }

    @Test
    void postgresComesBackAfterAKillWithEveryAcknowledgedRow() throws Exception {
        execute("CREATE TABLE kept (n int)");
        execute("INSERT INTO kept VALUES (42)");
        killAndAwaitReturn("postgres");
        assertThat(query("SELECT n FROM kept")).isEqualTo("42");
    }

    @Test
    void postgresIsDurableChecksummedAndLocal() throws Exception {
        assertThat(query("SHOW fsync")).isEqualTo("on");
        assertThat(query("SHOW full_page_writes")).isEqualTo("on");
        assertThat(query("SHOW data_checksums")).isEqualTo("on");
        assertThat(query("SHOW server_encoding")).isEqualTo("UTF8");
        assertThat(query("SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(query("SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'"))
                .isEqualTo("0");
        assertThat(query("SELECT count(*) FROM pg_database WHERE datname IN ('holdfast', 'lake')"))
                .isEqualTo("2");
    }

    @Test
    void kafkaComesBackAfterAKillWithItsClusterId() throws Exception {
        String before = Files.readString(data.kafka().resolve("meta.properties"));
        killAndAwaitReturn("kafka");
        assertThat(data.kafka().resolve("meta.properties")).hasContent(before);
    }

    @Test
    void aWipedKafkaDirectoryIsFormattedAnewWithAnotherClusterId() throws Exception {
        String before = Files.readString(data.kafka().resolve("meta.properties"));
        ProcessIdentity old = identity("kafka");
        PrivateFiles.deleteTree(data.kafka());
        kill(old);
        awaitReturn("kafka", old);
        assertThat(Files.readString(data.kafka().resolve("meta.properties"))).isNotEqualTo(before);
    }

    @Test
    void thePidFilesNameTheRunningProcesses() throws Exception {
        assertThat(PidFiles.read(data.run()))
                .containsEntry("postgres", identity("postgres"))
                .containsEntry("kafka", identity("kafka"));
    }

    @Override
    public void changed() {
        changes.add("changed");
    }

    @Override
    public void healthy(String name, Duration after) {}

    @Override
    public void restarting(String name, String why, Duration pause) {}

    @Override
    public void stopped(String name, Duration after) {}

    private void killAndAwaitReturn(String name) throws Exception {
        ProcessIdentity old = identity(name);
        kill(old);
        awaitReturn(name, old);
    }

    private static void kill(ProcessIdentity identity) {
        assertThat(ProcFs.alive(identity)).isTrue();
        ProcessHandle.of(identity.pid()).orElseThrow().destroyForcibly();
    }

    /** Waits for changes, not for time: every change of a state is told. */
    private void awaitReturn(String name, ProcessIdentity old) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < deadline) {
            ProcessReport report = report(name);
            if (report.state() == ProcessState.RUNNING
                    && report.identity().filter(seen -> !seen.equals(old)).isPresent()) {
                return;
            }
            changes.poll(1, TimeUnit.SECONDS);
        }
        throw new AssertionError(name + " did not come back: " + report(name));
    }

    private ProcessReport report(String name) {
        return supervisor.report().stream()
                .filter(report -> report.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ProcessIdentity identity(String name) {
        return report(name).identity().orElseThrow();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(endpoints.jdbc(PostgresCluster.DATABASE), PostgresCluster.USER, password);
    }
}
