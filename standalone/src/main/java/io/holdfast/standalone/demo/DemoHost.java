package io.holdfast.standalone.demo;

import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.data.Profile;
import io.holdfast.standalone.system.Detached;
import io.holdfast.standalone.system.Installation;
import io.holdfast.standalone.system.Instance;
import io.holdfast.standalone.system.Launcher;
import io.holdfast.standalone.terminal.Console;
import io.holdfast.standalone.terminal.ExitCode;
import io.holdfast.standalone.terminal.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The system on which the demo runs. */
public record DemoHost(DataDirectory data, Instance instance, Company company) {

    /** Who else may use it meanwhile. */
    public enum Company {
        ALONE,
        OTHERS
    }

    /** The first of these that runs; else the last is started, a new one under the rehearsal profile. */
    public static DemoHost find(List<DataDirectory> candidates, Installation installation, Console console)
            throws IOException, InterruptedException {
        for (DataDirectory candidate : candidates) {
            Optional<Instance> running = Instance.running(candidate).filter(Instance::ready);
            if (running.isPresent()) {
                console.line("using the system that runs on %s", candidate.root());
                return new DemoHost(candidate, running.get(), Company.OTHERS);
            }
        }
        DataDirectory own = candidates.get(candidates.size() - 1);
        Optional<Profile> profile = own.inUse() ? Optional.empty() : Optional.of(Profile.REHEARSAL);
        ExitCode started = new Detached(installation, own, console)
                .start(new Launcher.Wishes(OptionalInt.of(0), "127.0.0.1", profile));
        if (started != ExitCode.OK) {
            throw new Refusal(started, "the demo needs a running system");
        }
        return new DemoHost(own, Instance.running(own).orElseThrow(), Company.ALONE);
    }

    /** Whether garbage waits for no time here, so that the demo may show it being collected. */
    boolean rehearsal() {
        return instance.profile().equals(Profile.REHEARSAL.word());
    }
}
