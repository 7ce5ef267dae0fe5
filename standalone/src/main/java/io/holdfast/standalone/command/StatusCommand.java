package io.holdfast.standalone.command;

import io.holdfast.standalone.system.Json;
import io.holdfast.standalone.system.Status;
import io.holdfast.standalone.terminal.Console;
import io.holdfast.standalone.terminal.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show what runs on this data directory and where it can be reached.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it runs", "3:nothing runs; the answer has no URLs then"})
public final class StatusCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    public StatusCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        Status status = Status.of(data.directory());
        if (json) {
            world.console()
                    .line("%s", Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(status));
        } else {
            print(status, world.console());
            if (!status.running()) {
                data.demoHint("status").ifPresent(hint -> world.console().line("%s", hint));
            }
        }
        return (status.running() ? ExitCode.OK : ExitCode.NOT_RUNNING).code();
    }

    private static void print(Status status, Console console) {
        if (!status.running()) {
            console.line("nothing runs on %s", status.dataDir());
        } else {
            console.line("API         %s", status.apiUrl());
            console.line("dashboards  %s", status.dashboardsUrl());
            console.line("Flink       %s", status.flinkUrl());
            console.line("PostgreSQL  %s", status.postgresUrl());
            console.line("Kafka       %s", status.kafkaBootstrap());
            console.line("data        %s", status.dataDir());
        }
        if (!status.processes().isEmpty()) {
            console.line("%-12s %8s %-11s %9s", "process", "pid", "state", "MiB");
        }
        for (Status.ProcessStatus process : status.processes()) {
            console.line(
                    "%-12s %8s %-11s %9d",
                    process.name(),
                    process.pid() == null ? "-" : process.pid(),
                    process.state(),
                    process.rssBytes() >> 20);
        }
    }
}
