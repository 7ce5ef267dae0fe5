package io.holdfast.standalone.command;

import io.holdfast.standalone.data.Profile;
import io.holdfast.standalone.system.Detached;
import io.holdfast.standalone.system.Installation;
import io.holdfast.standalone.system.Launcher;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Start everything, wait until it is healthy, print where it can be reached.",
            "Stays in the foreground until Ctrl-C, unless --detach."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped as asked; with --detach: everything is healthy",
            "2:wrong options",
            "4:already running on this data directory",
            "5:this machine or data directory does not allow a start",
            "6:a process did not become healthy"
        })
public final class UpCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port of the API; 0 takes any free one. As last time unless given, 8080 the first time.")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address on which the API listens; ${DEFAULT-VALUE} unless given. "
                    + "The API speaks plain HTTP: put a proxy with TLS in front before you open it to a network.")
    private String address = "127.0.0.1";

    @Option(names = "--detach", description = "Return when everything is healthy and leave it running.")
    private boolean detach;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description =
                    "default or rehearsal. Rehearsal lets garbage and trash wait for no time at all, for demos and"
                            + " tests; only for a new data directory, which keeps it.")
    private Optional<Profile> profile = Optional.empty();

    public UpCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        Launcher.Wishes wishes = new Launcher.Wishes(
                port.isPresent() ? OptionalInt.of(port.get()) : OptionalInt.empty(), address, profile);
        if (detach) {
            return new Detached(Installation.current(), data.directory(), world.console())
                    .start(wishes)
                    .code();
        }
        return new Launcher(Installation.current(), data.directory(), world.console(), world.clock(), world.random())
                .run(wishes)
                .code();
    }
}
