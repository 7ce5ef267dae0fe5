package io.holdfast.standalone.postgres;

import io.holdfast.standalone.data.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** One database cluster on disk with the databases of Holdfast in it. */
public final class PostgresCluster {
    /** The only role; it owns everything. */
    public static final String USER = "holdfast";

    /** Our own tables. */
    public static final String DATABASE = "holdfast";

    /** The catalog of the Iceberg tables. */
    public static final String LAKE_DATABASE = "lake";

    private final PostgresBinaries binaries;
    private final Path directory;
    private final Path scratch;
    private final List<String> asNobody;

    /**
     * @param directory of the cluster, absent until {@link #createOnce}
     * @param scratch for temporary files
     * @param asNobody put before every program: what hides root from PostgreSQL, empty for an ordinary user
     */
    public PostgresCluster(PostgresBinaries binaries, Path directory, Path scratch, List<String> asNobody) {
        this.binaries = binaries;
        this.directory = directory;
        this.scratch = scratch;
        this.asNobody = List.copyOf(asNobody);
    }

    /** Makes the cluster and its databases beside their place, then renames: it is complete or absent. */
    public void createOnce(String password) throws IOException, InterruptedException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path partial = directory.resolveSibling(directory.getFileName() + ".partial");
        PrivateFiles.deleteTree(partial);
        PrivateFiles.createDirectories(scratch);
        Path passwordFile = scratch.resolve("initial-password");
        PrivateFiles.replace(passwordFile, password + "\n");
        try {
            run(
                    "",
                    "initdb",
                    "--pgdata=" + partial,
                    "--username=" + USER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--data-checksums",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--set=shared_buffers=16MB");
            run(
                    "CREATE DATABASE " + DATABASE + ";\nCREATE DATABASE " + LAKE_DATABASE + ";\n",
                    "postgres",
                    "--single",
                    "-D",
                    partial.toString(),
                    "postgres");
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.move(partial, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The command of the server. */
    public List<String> serverCommand(Path configuration) {
        return command("postgres", "-D", directory.toString(), "--config_file=" + configuration);
    }

    private void run(String input, String program, String... arguments) throws IOException, InterruptedException {
        Path in = scratch.resolve(program + ".in");
        PrivateFiles.replace(in, input);
        Process process = new ProcessBuilder(command(program, arguments))
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectInput(in.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(program + " failed with exit code " + process.exitValue() + ":\n" + output.strip());
        }
    }

    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(asNobody);
        command.add(binaries.program(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }
}
