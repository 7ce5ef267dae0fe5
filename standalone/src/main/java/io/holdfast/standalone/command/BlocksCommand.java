package io.holdfast.standalone.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group of commands on stored blocks. */
@Command(
        name = "blocks",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Mend what the database knows of stored blocks.")
public final class BlocksCommand {
    private BlocksCommand() {}

    public static CommandLine with(World world) {
        return new CommandLine(new BlocksCommand()).addSubcommand(new BlocksRebuildCommand(world));
    }
}
