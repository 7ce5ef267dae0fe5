package io.holdfast.streams.embedded;

import io.holdfast.streams.job.JobConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one job: {@code <folder>/<run>/chk-N/_metadata}, one run folder each time the job was submitted. A run's first
 * checkpoint refers to nothing of the run before, so whole run folders may go.
 */
final class CheckpointFolder {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
    private static final String PREFIX = "chk-";

    private final Path folder;

    CheckpointFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    /** All complete checkpoints of all runs. */
    List<Checkpoint> newestFirst() throws IOException {
        List<Checkpoint> found = new ArrayList<>();
        for (Path run : runs()) {
            try (Stream<Path> files = Files.list(run)) {
                for (Path file : files.toList()) {
                    String name = file.getFileName().toString();
                    if (name.startsWith(PREFIX) && Files.exists(file.resolve("_metadata"))) {
                        FileTime written = Files.getLastModifiedTime(file.resolve("_metadata"));
                        found.add(new Checkpoint(file, Long.parseLong(name.substring(PREFIX.length())), written));
                    }
                }
            }
        }
        found.sort(Checkpoint.NEWEST_FIRST);
        return found;
    }

    /** Deletes the folders of runs that have none of the newest checkpoints. Only while the job does not run. */
    void tidy() throws IOException {
        Set<Path> keep = new HashSet<>();
        newestFirst().stream()
                .limit(JobConfiguration.KEPT_CHECKPOINTS)
                .forEach(checkpoint -> keep.add(checkpoint.run()));
        for (Path run : runs()) {
            if (!keep.contains(run)) {
                LOG.debug("deleting the checkpoints of an old run: {}", run);
                Trees.delete(run);
            }
        }
    }

    private List<Path> runs() throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.filter(Files::isDirectory).toList();
        }
    }
}
