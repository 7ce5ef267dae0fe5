package io.holdfast.standalone.command;

import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.demo.Demo;
import io.holdfast.standalone.demo.DemoHost;
import io.holdfast.standalone.demo.DemoSource;
import io.holdfast.standalone.system.Installation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Send a real folder through everything: upload as two users, edited copies, download and compare byte by byte,"
                    + " delete half, collect garbage, and print what was measured.",
            "Uses the system that runs; without one it starts its own on ~/.holdfast-demo (or --data) under the rehearsal"
                    + " profile and leaves it running. On a system with the default profile garbage is not collected:"
                    + " the plan is shown."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything is as it must be",
            "1:something differs, is lost or is left over",
            "2:there is no such folder",
            "5:this machine or data directory does not allow a start",
            "6:a process did not become healthy"
        })
public final class DemoCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The folder; this project and its jars unless given.")
    private Optional<Path> folder = Optional.empty();

    public DemoCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        List<DataDirectory> candidates =
                data.given() ? List.of(data.directory()) : List.of(data.directory(), DataOption.demo());
        Installation installation = Installation.current();
        DemoHost host = DemoHost.find(candidates, installation, world.console());
        return new Demo(host, world.console(), world.random())
                .run(new DemoSource(folder, installation))
                .code();
    }
}
