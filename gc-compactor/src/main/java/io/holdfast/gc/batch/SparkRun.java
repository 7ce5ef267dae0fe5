package io.holdfast.gc.batch;

import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Forks batch runs, one at a time, and waits for them. Thread safe. */
public final class SparkRun {
    private static final Logger LOG = LoggerFactory.getLogger(SparkRun.class);
    private static final String MAIN = "io.holdfast.batch.BatchJobs";
    private static final int REFUSED = 3;
    private static final int KILLED = 128 + 9;

    /** Up to here a run spends more on optimising its code than on running it: 8 s of CPU instead of 14 for an empty log. */
    private static final long SMALL_LOG_ROWS = 200_000;

    private static final List<String> SMALL = List.of(
            "-XX:TieredStopAtLevel=1",
            "-Dspark.sql.codegen.wholeStage=false",
            "-Dspark.sql.codegen.factoryMode=NO_CODEGEN");

    private final BatchJvm jvm;
    private final Optional<ClassArchive> archive;
    private final LongSupplier logRows;
    private final Semaphore one = new Semaphore(1, true);

    /**
     * Empties the temporary folder: what lies there belongs to runs of an earlier process, which ended with it.
     *
     * @param logRows how long the log is, which is what most runs read
     */
    public SparkRun(BatchJvm jvm, LongSupplier logRows) {
        this.jvm = jvm;
        this.logRows = logRows;
        this.archive = ClassArchive.of(jvm);
        try {
            deleteTree(jvm.temporary());
            Files.createDirectories(jvm.temporary());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + jvm.temporary(), e);
        }
    }

    /**
     * Runs a job to its end.
     *
     * @throws Unavailable if it failed, was killed at its deadline, or left no result
     */
    public BatchResult run(String job, long runId, List<String> arguments) {
        Path folder = jvm.temporary().resolve(job + "-" + runId);
        try {
            one.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted before " + job + " run " + runId + " was started", e);
        }
        try {
            Files.createDirectories(folder);
            return result(job, runId, folder, start(job, runId, folder, arguments));
        } catch (IOException e) {
            throw new Unavailable("cannot run " + job + " " + runId + ": " + e, e);
        } finally {
            one.release();
            quietlyDelete(folder);
        }
    }

    private BatchResult result(String job, long runId, Path folder, Process process) throws IOException {
        Tail tail = new Tail(process, job + " " + runId);
        try {
            tail.start();
            if (!process.waitFor(jvm.deadline().toMillis(), TimeUnit.MILLISECONDS)) {
                archive.ifPresent(classes -> classes.ended(KILLED));
                throw new Unavailable(job + " run " + runId + " did not end within " + jvm.deadline());
            }
            tail.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted during " + job + " run " + runId, e);
        } finally {
            process.destroyForcibly();
        }
        Path result = folder.resolve("result.json");
        int code = process.exitValue();
        archive.ifPresent(classes -> classes.ended(code));
        if ((code != 0 && code != REFUSED) || !Files.exists(result)) {
            throw new Unavailable(job + " run " + runId + " ended with " + code + "; its last words: " + tail.last());
        }
        JsonNode figures = JsonMapper.shared().readTree(Files.readString(result));
        return new BatchResult(code == REFUSED, figures);
    }

    private Process start(String job, long runId, Path folder, List<String> arguments) throws IOException {
        Path settings = folder.resolve("batch.properties");
        writePrivately(settings, folder);
        List<String> command = new ArrayList<>();
        command.add(jvm.java().toString());
        command.addAll(SparkFlags.ALL);
        command.addAll(List.of("-Xmx" + jvm.heap(), "-XX:+UseSerialGC"));
        archive.ifPresent(classes -> command.addAll(classes.flags()));
        if (logRows.getAsLong() < SMALL_LOG_ROWS) {
            command.addAll(SMALL);
        }
        command.addAll(List.of("-Djava.io.tmpdir=" + folder, "-cp", jvm.classPath(), MAIN, job));
        command.addAll(List.of("--config", settings.toString(), "--run-id", Long.toString(runId)));
        command.addAll(List.of("--result", folder.resolve("result.json").toString(), "--end-with-stdin"));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private void writePrivately(Path settings, Path folder) throws IOException {
        Files.createFile(settings, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Properties properties = new Properties();
        properties.putAll(jvm.settings());
        properties.setProperty("batch.tmp-dir", folder.toString());
        try (var writer = Files.newBufferedWriter(settings)) {
            properties.store(writer, null);
        }
    }

    private static void quietlyDelete(Path folder) {
        try {
            deleteTree(folder);
        } catch (IOException e) {
            LOG.warn("cannot remove {}; the next start will", folder, e);
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Passes what the run says on to our log and keeps its last lines. */
    private static final class Tail extends Thread {
        private static final int LINES = 12;

        private final Process process;
        private final String run;
        private final List<String> last = new ArrayList<>();

        Tail(Process process, String run) {
            super("tail of " + run);
            setDaemon(true);
            this.process = process;
            this.run = run;
        }

        @Override
        public void run() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    LOG.info("[{}] {}", run, line);
                    keep(line);
                }
            } catch (IOException e) {
                LOG.debug("the output of {} ended", run, e);
            }
        }

        private synchronized void keep(String line) {
            last.add(line);
            if (last.size() > LINES) {
                last.remove(0);
            }
        }

        synchronized String last() {
            return String.join(" | ", last);
        }
    }
}
