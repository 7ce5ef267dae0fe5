package io.holdfast.standalone.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group of commands on the keys of stored blocks. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "List and rotate the keys that stored blocks are encrypted with.")
public final class KeysCommand {
    private KeysCommand() {}

    public static CommandLine with(World world) {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new KeysListCommand(world))
                .addSubcommand(new KeysRotateCommand(world));
    }
}
