package io.holdfast.standalone.system;

import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.data.InstanceLock;
import io.holdfast.standalone.terminal.Console;
import io.holdfast.standalone.terminal.ExitCode;
import io.holdfast.standalone.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts a launcher in the background and passes its lines on until it is ready or has failed. */
public final class Detached {
    private static final long POLL_MILLIS = 100;

    private final Installation installation;
    private final DataDirectory data;
    private final Console console;

    public Detached(Installation installation, DataDirectory data, Console console) {
        this.installation = installation;
        this.data = data;
        this.console = console;
    }

    public ExitCode start(Launcher.Wishes wishes) throws IOException, InterruptedException {
        Preflight.check(data);
        if (InstanceLock.held(data)) {
            throw new Refusal(ExitCode.ALREADY_RUNNING, AlreadyRunning.message(data, Instance.read(data)));
        }
        Path log = data.log("launcher");
        LogFollower follower = LogFollower.fromEnd(log);
        Process launcher = new ProcessBuilder(command(wishes))
                .directory(data.root().toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        boolean ended = false;
        while (!ended && !ready(launcher)) {
            ended = launcher.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            follower.newLines().forEach(line -> console.line("%s", line));
        }
        follower.newLines().forEach(line -> console.line("%s", line));
        if (!ended) {
            return ExitCode.OK;
        }
        int code = launcher.exitValue();
        return Arrays.stream(ExitCode.values())
                .filter(known -> known.code() == code && known != ExitCode.OK)
                .findFirst()
                .orElse(ExitCode.FAILED);
    }

    private boolean ready(Process launcher) throws IOException {
        return Instance.read(data)
                .filter(instance -> instance.launcher().pid() == launcher.pid())
                .filter(Instance::ready)
                .isPresent();
    }

    private List<String> command(Launcher.Wishes wishes) {
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                installation.java().toString(),
                "@" + installation.conf("jvm/launcher.options"),
                "-Dholdfast.home=" + installation.home(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.holdfast.standalone.Holdfast",
                "up",
                "--data=" + data.root(),
                "--address=" + wishes.host()));
        wishes.port().ifPresent(port -> command.add("--port=" + port));
        wishes.profile().ifPresent(profile -> command.add("--profile=" + profile));
        return command;
    }
}
