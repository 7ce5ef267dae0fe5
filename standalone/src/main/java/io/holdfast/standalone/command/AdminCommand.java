package io.holdfast.standalone.command;

import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.system.Instance;
import io.holdfast.standalone.system.MaintenanceClient;
import io.holdfast.standalone.terminal.ExitCode;
import io.holdfast.standalone.terminal.Refusal;
import io.holdfast.standalone.terminal.TypedCommand;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group of commands on the admin role. */
@Command(
        name = "admin",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Say who may see the figures of the whole system. Nobody may until it is granted.")
public final class AdminCommand {
    private AdminCommand() {}

    public static CommandLine with(World world) {
        return new CommandLine(new AdminCommand())
                .addSubcommand(new AdminGrantCommand(world))
                .addSubcommand(new AdminRevokeCommand(world))
                .addSubcommand(new AdminListCommand(world));
    }

    /** The running system's own port, which only who can read the data directory may use. */
    static MaintenanceClient client(DataDirectory directory) throws IOException {
        Instance instance = Instance.running(directory)
                .orElseThrow(() -> new Refusal(
                        ExitCode.NOT_RUNNING,
                        "nothing runs on " + directory.root() + "; start it with '" + TypedCommand.with("up") + "'"));
        return MaintenanceClient.of(instance, directory);
    }
}
