package io.holdfast.standalone.command;

import io.holdfast.standalone.system.MaintenanceClient;
import io.holdfast.standalone.terminal.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = "Take the admin role from an account.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or it was so already",
            "1:there is no such account",
            "3:nothing runs on this data directory"
        })
public final class AdminRevokeCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(paramLabel = "EMAIL", description = "The address of the account.")
    private String email = "";

    public AdminRevokeCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        boolean changed = MaintenanceClient.of(data.directory()).revoke(email);
        world.console().line("%s %s", email, changed ? "is no admin any more" : "was no admin");
        return ExitCode.OK.code();
    }
}
