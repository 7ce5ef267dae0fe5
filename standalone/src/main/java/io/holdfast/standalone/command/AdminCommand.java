package io.holdfast.standalone.command;

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
}
