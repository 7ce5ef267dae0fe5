package io.holdfast.standalone.system;

import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.terminal.TypedCommand;
import java.util.Optional;

/** What a second launcher on the same data says. */
final class AlreadyRunning {
    private AlreadyRunning() {}

    static String message(DataDirectory data, Optional<Instance> instance) {
        return instance.map(running -> "already running on " + data.root() + " (pid "
                        + running.launcher().pid() + "): API "
                        + running.endpoints().api() + ", dashboards "
                        + running.endpoints().dashboards() + ", Flink "
                        + running.endpoints().flink() + "; stop it with '"
                        + TypedCommand.with("down --data " + data.root()) + "'")
                .orElse("another holdfast is just starting on " + data.root());
    }
}
