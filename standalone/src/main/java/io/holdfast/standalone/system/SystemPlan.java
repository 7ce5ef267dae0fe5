package io.holdfast.standalone.system;

import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.data.Port;
import io.holdfast.standalone.data.PrivateFiles;
import io.holdfast.standalone.kafka.KafkaProbe;
import io.holdfast.standalone.kafka.KafkaStorage;
import io.holdfast.standalone.postgres.PostgresBinaries;
import io.holdfast.standalone.postgres.PostgresCluster;
import io.holdfast.standalone.postgres.PostgresProbe;
import io.holdfast.standalone.postgres.PostmasterPid;
import io.holdfast.standalone.process.HealthCheck;
import io.holdfast.standalone.process.OrphanRule;
import io.holdfast.standalone.process.ProcFs;
import io.holdfast.standalone.process.ProcessPlan;
import io.holdfast.standalone.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The plans of the six processes of one system. */
public final class SystemPlan {
    /** Jobs that the streams process runs. */
    private static final int FLINK_JOBS = 4;

    private final Installation installation;
    private final DataDirectory data;
    private final Endpoints endpoints;
    private final ChildSettings settings;
    private final List<String> rootHiding;
    private final Supplier<UUID> clusterIds;

    /** @param rootHiding put before the programs of PostgreSQL */
    SystemPlan(
            Installation installation,
            DataDirectory data,
            ChildSettings settings,
            List<String> rootHiding,
            Supplier<UUID> clusterIds) {
        this.installation = installation;
        this.data = data;
        this.endpoints = settings.endpoints();
        this.settings = settings;
        this.rootHiding = List.copyOf(rootHiding);
        this.clusterIds = clusterIds;
    }

    /** Groups in the order of starting; the members of a group do not wait for each other. */
    List<List<ProcessPlan>> groups() {
        return List.of(List.of(postgres(), kafka()), List.of(api()), List.of(streams(), maintenance(), dashboards()));
    }

    ProcessPlan postgres() {
        Path clusterDirectory = data.postgres().resolve("data");
        Path configuration = data.run().resolve("postgresql.conf");
        PostgresBinaries binaries =
                new PostgresBinaries(data.postgres().resolve(Build.current().postgresVersion()));
        PostgresCluster cluster =
                new PostgresCluster(binaries, clusterDirectory, data.temporary("postgres"), rootHiding);
        return new ProcessPlan(
                ProcessName.POSTGRES.word(),
                cluster.serverCommand(configuration),
                data.run(),
                data.log(ProcessName.POSTGRES.word()),
                () -> {
                    binaries.unpackOnce();
                    cluster.createOnce(settings.postgresPassword());
                    PrivateFiles.replace(
                            configuration,
                            Files.readString(installation.conf("postgresql.conf")) + "port = "
                                    + endpoints.ports().number(Port.POSTGRES) + "\n");
                    PostmasterPid.removeStale(clusterDirectory, this::worksOnOurData);
                },
                new PostgresProbe(endpoints.jdbc(PostgresCluster.DATABASE), settings.postgresPassword()),
                StopSignal.INT,
                Duration.ofSeconds(120),
                Duration.ofSeconds(30));
    }

    ProcessPlan kafka() {
        String name = ProcessName.KAFKA.word();
        Path properties = data.run().resolve("kafka.properties");
        Path temporary = data.temporary(name);
        List<String> java = installation.jvm(
                name,
                "standalone",
                temporary,
                List.of("-Dlog4j2.configurationFile="
                        + installation.conf("kafka-log4j2.properties").toUri()));
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("kafka.Kafka", properties.toString()));
        return new ProcessPlan(
                name,
                command,
                data.run(),
                data.log(name),
                () -> {
                    PrivateFiles.createDirectories(temporary);
                    PrivateFiles.createDirectories(data.kafka());
                    PrivateFiles.replace(
                            properties,
                            Files.readString(installation.conf("kafka.properties"))
                                    + SettingsFile.text(settings.kafka()));
                    KafkaStorage.formatOnce(data.kafka(), properties, clusterIds.get(), java);
                },
                new KafkaProbe(endpoints.ports().number(Port.KAFKA)),
                StopSignal.TERM,
                Duration.ofSeconds(90),
                Duration.ofSeconds(30));
    }

    ProcessPlan api() {
        return jvm(
                ProcessName.API,
                "ingest-api",
                "io.holdfast.ingest.IngestApi",
                settings.api(),
                HttpProbe.actuator(endpoints.api()));
    }

    ProcessPlan streams() {
        return jvm(
                ProcessName.STREAMS,
                "stream-jobs",
                "io.holdfast.streams.StreamJobs",
                settings.streams(),
                HttpProbe.flinkJobs(endpoints.flink(), FLINK_JOBS));
    }

    ProcessPlan maintenance() {
        return jvm(
                ProcessName.MAINTENANCE,
                "gc-compactor",
                "io.holdfast.gc.Maintenance",
                settings.maintenance(),
                HttpProbe.actuator(endpoints.maintenance()));
    }

    ProcessPlan dashboards() {
        return jvm(
                ProcessName.DASHBOARDS,
                "dashboards",
                "io.holdfast.dashboards.Dashboards",
                settings.dashboards(),
                HttpProbe.actuator(endpoints.dashboards()));
    }

    private ProcessPlan jvm(
            ProcessName process, String module, String main, Map<String, String> values, HealthCheck health) {
        String name = process.word();
        Path file = data.run().resolve(name + ".properties");
        Path temporary = data.temporary(name);
        List<String> command = new ArrayList<>(installation.jvm(name, module, temporary, List.of()));
        command.addAll(List.of(main, "--config", file.toString()));
        return new ProcessPlan(
                name,
                command,
                data.run(),
                data.log(name),
                () -> prepare(temporary, file, values),
                health,
                StopSignal.TERM,
                Duration.ofSeconds(120),
                Duration.ofSeconds(30));
    }

    private static void prepare(Path temporary, Path file, Map<String, String> values) throws IOException {
        PrivateFiles.createDirectories(temporary);
        SettingsFile.write(file, values);
    }

    private boolean worksOnOurData(long pid) {
        return ProcFs.observe(pid)
                .filter(process -> OrphanRule.worksOn(process, data.root()))
                .isPresent();
    }
}
