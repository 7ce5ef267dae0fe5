package io.holdfast.standalone.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group of commands on jobs. */
@Command(
        name = "job",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Run the jobs of the maintenance service.")
public final class JobCommand {
    private JobCommand() {}

    public static CommandLine with(World world) {
        return new CommandLine(new JobCommand()).addSubcommand(new JobRunCommand(world));
    }
}
