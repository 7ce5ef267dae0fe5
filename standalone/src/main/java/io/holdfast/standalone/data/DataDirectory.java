package io.holdfast.standalone.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The paths under one data directory. The root is absolute and has no symbolic links once it exists. */
public record DataDirectory(Path root) {
    private static final List<String> FOLDERS =
            List.of("blocks", "postgres", "kafka", "flink", "lake", "keys", "logs", "run", "run/tmp");

    public DataDirectory {
        root = resolved(root.toAbsolutePath().normalize());
    }

    private static Path resolved(Path root) {
        try {
            return Files.exists(root) ? root.toRealPath() : root;
        } catch (IOException e) {
            return root;
        }
    }

    /** Creates what is missing of the layout, readable for its owner only; what exists keeps its rights. */
    public void create() throws IOException {
        PrivateFiles.createDirectories(root);
        for (String folder : FOLDERS) {
            PrivateFiles.createDirectories(root.resolve(folder));
        }
    }

    /** Whether a system was ever started here. */
    public boolean inUse() {
        return Files.exists(profileMarker()) || Files.exists(keys().resolve("postgres.password"));
    }

    public Path blocks() {
        return root.resolve("blocks");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path kafka() {
        return root.resolve("kafka");
    }

    public Path flink() {
        return root.resolve("flink");
    }

    public Path lake() {
        return root.resolve("lake");
    }

    public Path keys() {
        return root.resolve("keys");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    public Path run() {
        return root.resolve("run");
    }

    /** Temporary files of one process; emptied at every start of the system. */
    public Path temporary(String process) {
        return run().resolve("tmp").resolve(process);
    }

    /** Archives of what JVMs load, which only save time: may be removed whenever nothing runs. */
    public Path classes() {
        return run().resolve("classes");
    }

    public Path pidFile(String process) {
        return run().resolve(process + ".pid");
    }

    public Path instanceFile() {
        return run().resolve("instance.json");
    }

    public Path lockFile() {
        return run().resolve("lock");
    }

    public Path portsFile() {
        return run().resolve("ports.properties");
    }

    public Path profileMarker() {
        return root.resolve("profile");
    }
}
