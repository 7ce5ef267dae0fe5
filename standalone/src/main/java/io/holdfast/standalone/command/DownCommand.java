package io.holdfast.standalone.command;

import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.system.Shutdown;
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
        DataDirectory directory = data.directory();
        return new Shutdown(directory, world.console()).run().code();
    }
}
