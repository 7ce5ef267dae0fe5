package io.holdfast.standalone.system;

import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.data.Port;
import io.holdfast.standalone.data.Ports;
import io.holdfast.standalone.data.PrivateFiles;
import io.holdfast.standalone.process.ProcFs;
import io.holdfast.standalone.process.ProcessIdentity;
import io.holdfast.standalone.process.ProcessReport;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run/instance.json} says about the system that was started last on a data directory. Its launcher writes it at
 * every change and deletes it when it has stopped everything; after a {@code kill -9} it stays and its launcher is not alive.
 *
 * @param ready whether every process has become healthy
 * @param host the address on which the API listens
 */
public record Instance(
        ProcessIdentity launcher,
        String startedAt,
        boolean ready,
        String profile,
        String host,
        Map<Port, Integer> ports,
        List<Child> processes) {

    /** One process; {@code identity} is null while it is not started. */
    public record Child(String name, String state, @Nullable ProcessIdentity identity, int restarts) {
        static Child of(ProcessReport report) {
            return new Child(
                    report.name(), report.state().word(), report.identity().orElse(null), report.restarts());
        }
    }

    /** The one of this data directory, running or not. */
    public static Optional<Instance> read(DataDirectory data) throws IOException {
        if (!Files.exists(data.instanceFile())) {
            return Optional.empty();
        }
        return Optional.of(Json.MAPPER.readValue(Files.readString(data.instanceFile()), Instance.class));
    }

    /** The one of this data directory if its launcher is alive. */
    public static Optional<Instance> running(DataDirectory data) throws IOException {
        return read(data).filter(Instance::alive);
    }

    void write(DataDirectory data) throws IOException {
        PrivateFiles.replace(
                data.instanceFile(),
                Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }

    /** Whether its launcher runs. */
    public boolean alive() {
        return ProcFs.alive(launcher);
    }

    public Endpoints endpoints() {
        return new Endpoints(host, new Ports(ports));
    }
}
