package io.holdfast.standalone.system;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.process.ProcFs;
import io.holdfast.standalone.process.ProcessIdentity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code holdfast status --json} prints. The URLs are null when nothing runs. */
public record Status(
        @Nullable String apiUrl,
        @Nullable String dashboardsUrl,
        @Nullable String flinkUrl,
        @Nullable String postgresUrl,
        @Nullable String kafkaBootstrap,
        String dataDir,
        List<ProcessStatus> processes) {
    /** The name of the launcher among the processes. */
    static final String LAUNCHER = "launcher";

    /** @param rssBytes with what its own children hold; 0 when it is not running */
    public record ProcessStatus(String name, @Nullable Long pid, String state, long rssBytes) {}

    /** Whether a launcher runs. */
    @JsonIgnore
    public boolean running() {
        return apiUrl != null;
    }

    public static Status of(DataDirectory data) throws IOException {
        Optional<Instance> instance = Instance.read(data);
        if (instance.isEmpty()) {
            return new Status(null, null, null, null, null, data.root().toString(), List.of());
        }
        boolean alive = instance.get().alive();
        List<ProcessStatus> processes = new ArrayList<>();
        if (alive) {
            long pid = instance.get().launcher().pid();
            processes.add(new ProcessStatus(LAUNCHER, pid, "running", ProcFs.ownResidentBytes(pid)));
        }
        for (Instance.Child child : instance.get().processes()) {
            processes.add(process(child, alive));
        }
        if (!alive) {
            return new Status(null, null, null, null, null, data.root().toString(), processes);
        }
        Endpoints endpoints = instance.get().endpoints();
        return new Status(
                endpoints.api(),
                endpoints.dashboards(),
                endpoints.flink(),
                endpoints.postgres(),
                endpoints.kafka(),
                data.root().toString(),
                processes);
    }

    private static ProcessStatus process(Instance.Child child, boolean launcherAlive) {
        ProcessIdentity identity = child.identity();
        if (identity == null || !ProcFs.alive(identity)) {
            return new ProcessStatus(child.name(), null, launcherAlive ? child.state() : "stopped", 0);
        }
        return new ProcessStatus(
                child.name(),
                identity.pid(),
                launcherAlive ? child.state() : "orphaned",
                ProcFs.residentBytes(identity.pid()));
    }
}
