package io.holdfast.standalone.command;

import io.holdfast.standalone.system.Shutdown;
import io.holdfast.standalone.terminal.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stop everything on this data directory, in order, and wait until it is gone.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:everything is stopped, or nothing ran", "1:something still runs"})
public final class DownCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    public DownCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        ExitCode stopped = new Shutdown(data.directory(), world.console()).run();
        data.demoHint("down").ifPresent(hint -> world.console().line("%s", hint));
        return stopped.code();
    }
}
