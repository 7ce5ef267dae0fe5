package io.holdfast.standalone.command;

import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.system.LogFollower;
import io.holdfast.standalone.system.LogTail;
import io.holdfast.standalone.system.ProcessName;
import io.holdfast.standalone.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Print the end of the log of one process.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "1:it has no log yet", "2:there is no such process"})
public final class LogsCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 250;

    private final World world;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(
            paramLabel = "NAME",
            description = "launcher, postgres, kafka, api, streams, maintenance or dashboards.")
    private String name = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written later, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "100",
            description = "How many last lines; ${DEFAULT-VALUE} unless given.")
    private int lines = 100;

    public LogsCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        List<String> known = new ArrayList<>(ProcessName.words());
        known.add("launcher");
        if (!known.contains(name)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "there is no process '" + name + "'; there are " + String.join(", ", known));
        }
        DataDirectory directory = data.directory();
        Path log = directory.log(name);
        if (!Files.exists(log)) {
            world.console().problem("no log yet: " + log);
            return ExitCode.FAILED.code();
        }
        LogFollower follower = LogFollower.fromEnd(log);
        LogTail.last(log, lines).forEach(line -> world.console().line("%s", line));
        while (follow) {
            Thread.sleep(POLL_MILLIS);
            follower.newLines().forEach(line -> world.console().line("%s", line));
        }
        return ExitCode.OK.code();
    }
}
