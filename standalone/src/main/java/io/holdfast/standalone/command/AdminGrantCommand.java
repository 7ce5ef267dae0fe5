package io.holdfast.standalone.command;

import io.holdfast.standalone.system.MaintenanceClient;
import io.holdfast.standalone.terminal.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "grant",
        mixinStandardHelpOptions = true,
        description = "Let an account see the figures of the whole system.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or it was so already",
            "1:there is no such account",
            "3:nothing runs on this data directory"
        })
public final class AdminGrantCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(paramLabel = "EMAIL", description = "The address of the account.")
    private String email = "";

    public AdminGrantCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        boolean changed = MaintenanceClient.of(data.directory()).grant(email);
        world.console().line("%s %s", email, changed ? "is an admin from now on" : "was an admin already");
        return ExitCode.OK.code();
    }
}
