package io.holdfast.standalone.command;

import io.holdfast.standalone.system.MaintenanceClient;
import io.holdfast.standalone.terminal.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Print the addresses of all admins, one a line.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "3:nothing runs on this data directory"})
public final class AdminListCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    public AdminListCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        for (String email : MaintenanceClient.of(data.directory()).admins()) {
            world.console().line("%s", email);
        }
        return ExitCode.OK.code();
    }
}
