package io.holdfast.standalone.command;

import io.holdfast.standalone.system.JobRun;
import io.holdfast.standalone.system.MaintenanceClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run one job now, wait for its end and print its figures.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it succeeded", "1:it failed or was refused", "3:nothing runs on this data directory"})
public final class JobRunCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(paramLabel = "NAME", description = "retention, gc, scrub, rollups, upkeep or reconcile.")
    private String name = "";

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON object: the run.")
    private boolean json;

    public JobRunCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        JobRun run = MaintenanceClient.of(data.directory())
                .run(
                        name,
                        dryRun ? MaintenanceClient.Mode.DRY_RUN : MaintenanceClient.Mode.EXECUTE,
                        line -> world.console().progress(line));
        return PrintedRun.print(run, json ? PrintedRun.Form.JSON : PrintedRun.Form.LINES, world.console())
                .code();
    }
}
