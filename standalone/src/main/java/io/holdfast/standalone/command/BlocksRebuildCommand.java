package io.holdfast.standalone.command;

import io.holdfast.standalone.system.JobRun;
import io.holdfast.standalone.system.MaintenanceClient;
import io.holdfast.standalone.system.MaintenanceClient.Mode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = {
            "Make rows of blocks that the database lost anew, from the objects on the store.",
            "Only for blocks that something refers to, and from objects that verify. Without --apply it reads all that"
                    + " and writes nothing. The system goes on meanwhile."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, and no block is without a row (without --apply: there would be none)",
            "1:blocks stay lost, or it broke off; the problem says what to do",
            "3:nothing runs on this data directory"
        })
public final class BlocksRebuildCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--apply", description = "Write the rows.")
    private boolean apply;

    @Option(names = "--json", description = "Print one JSON object: the run.")
    private boolean json;

    public BlocksRebuildCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        JobRun run = MaintenanceClient.of(data.directory())
                .run(
                        "rebuild",
                        apply ? Mode.EXECUTE : Mode.DRY_RUN,
                        line -> world.console().progress(line));
        int code = PrintedRun.print(run, json ? PrintedRun.Form.JSON : PrintedRun.Form.LINES, world.console())
                .code();
        if (!apply && !json) {
            world.console().line("nothing was written; --apply writes");
        }
        return code;
    }
}
