package io.holdfast.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.holdfast.batch.lake.Lake;
import io.holdfast.core.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one batch job once. Started by the maintenance service; safe to kill at any time and to start again. */
@Command(
        name = "batch-jobs",
        description = "Runs one batch job and writes its figures.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0: done, the figures are in the result file",
            "1: failed, nothing that the job wrote counts",
            "2: wrong arguments",
            "3: refused, the result file says why",
            "4: the process that started it is gone"
        })
public final class BatchJobs implements Callable<Integer> {
    /** The exit code of a job that could not prove what it must prove. */
    public static final int REFUSED = 3;

    private static final Logger LOG = LoggerFactory.getLogger(BatchJobs.class);

    private final InstantSource clock;

    @Parameters(
            index = "0",
            description = "one of: ${COMPLETION-CANDIDATES}",
            completionCandidates = JobName.Words.class)
    private String job = "";

    @Option(names = "--config", required = true, description = "properties file")
    private Path config = Path.of("");

    @Option(names = "--run-id", required = true, description = "number that the rows of this run carry")
    private long runId;

    @Option(names = "--epoch", description = "gc-mark: the epoch whose condemned blocks are marked")
    private @Nullable Long epoch;

    @Option(names = "--fence-file", description = "gc-mark: a line 'namespace ref_head' for every namespace")
    private @Nullable Path fenceFile;

    @Option(names = "--result", required = true, description = "where the figures go, as one JSON object")
    private Path result = Path.of("");

    @Option(
            names = "--end-with-stdin",
            description = "end when standard input does: with the process that forked this one")
    private boolean endWithStdin;

    BatchJobs(InstantSource clock) {
        this.clock = clock;
    }

    /** @param arguments see {@code --help} */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BatchJobs(InstantSource.system())).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Instant started = clock.instant();
        if (endWithStdin) {
            new ParentWatch(System.in).start();
        }
        JobName name = JobName.parse(job);
        BatchSettings settings = BatchSettings.of(Settings.load(config));
        JobInput input = new JobInput(runId, started, Optional.ofNullable(epoch), Optional.ofNullable(fenceFile));
        Figures figures;
        try (Lake lake = Lake.open(settings, "holdfast " + name.word() + " " + runId)) {
            Instant opened = clock.instant();
            figures = name.create(settings)
                    .run(lake, input)
                    .with("spark_start_ms", Duration.between(started, opened).toMillis())
                    .with("job_ms", Duration.between(opened, clock.instant()).toMillis());
        }
        write(figures);
        LOG.info("{} run {}: {}", name.word(), runId, figures.values());
        return figures.refused() ? REFUSED : CommandLine.ExitCode.OK;
    }

    /** The result file is whole or not there. */
    private void write(Figures figures) throws IOException {
        Path parts = result.resolveSibling(result.getFileName() + ".part");
        Files.write(parts, new ObjectMapper().writeValueAsBytes(figures.values()));
        Files.move(parts, result, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
