package io.holdfast.standalone;

import io.holdfast.core.SuppressForbidden;
import io.holdfast.standalone.command.AdminCommand;
import io.holdfast.standalone.command.BlocksCommand;
import io.holdfast.standalone.command.DemoCommand;
import io.holdfast.standalone.command.DownCommand;
import io.holdfast.standalone.command.JobCommand;
import io.holdfast.standalone.command.KeysCommand;
import io.holdfast.standalone.command.LogsCommand;
import io.holdfast.standalone.command.StatusCommand;
import io.holdfast.standalone.command.UpCommand;
import io.holdfast.standalone.command.World;
import io.holdfast.standalone.system.Build;
import io.holdfast.standalone.terminal.Console;
import io.holdfast.standalone.terminal.ExitCode;
import io.holdfast.standalone.terminal.Refusal;
import java.security.SecureRandom;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The entry point of {@code holdfast}. */
@Command(
        name = "holdfast",
        description = "Self-hosted cloud file storage and sync, whole on one machine.",
        versionProvider = Holdfast.Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the work failed: a job failed, a comparison found a difference",
            "2:wrong options",
            "3:nothing runs on this data directory",
            "4:something runs on this data directory already",
            "5:this machine or data directory does not allow a start (port, owner, space, profile)",
            "6:a process did not become healthy"
        })
public final class Holdfast {
    private Holdfast() {}

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"holdfast " + Build.current().version()};
        }
    }

    @SuppressForbidden("the entry point: here the clock, chance and the terminal come in")
    public static void main(String[] arguments) {
        Console console = new Console(
                System.out,
                System.err,
                System.console() == null ? Console.Interactivity.STREAM : Console.Interactivity.TERMINAL);
        World world = new World(console, InstantSource.system(), new SecureRandom());
        System.exit(commandLine(world).execute(arguments));
    }

    static CommandLine commandLine(World world) {
        CommandLine commandLine = new CommandLine(new Holdfast());
        commandLine.addSubcommand(new UpCommand(world));
        commandLine.addSubcommand(new DownCommand(world));
        commandLine.addSubcommand(new StatusCommand(world));
        commandLine.addSubcommand(new LogsCommand(world));
        commandLine.addSubcommand(JobCommand.with(world));
        commandLine.addSubcommand(AdminCommand.with(world));
        commandLine.addSubcommand(KeysCommand.with(world));
        commandLine.addSubcommand(BlocksCommand.with(world));
        commandLine.addSubcommand(new DemoCommand(world));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof Refusal refusal) {
                world.console().problem(String.valueOf(refusal.getMessage()));
                return refusal.exitCode().code();
            }
            world.console().problem(failure.toString());
            failure.printStackTrace(command.getErr());
            return ExitCode.FAILED.code();
        });
        return commandLine;
    }
}
