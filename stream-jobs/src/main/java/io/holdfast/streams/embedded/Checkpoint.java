package io.holdfast.streams.embedded;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Objects;

/**
 * A checkpoint whose metadata is on disk.
 *
 * @param folder the {@code chk-N} folder
 * @param number N; rises from one run of a job to the next, unless an older checkpoint was taken up again
 */
record Checkpoint(Path folder, long number, FileTime written) {
    static final Comparator<Checkpoint> NEWEST_FIRST = Comparator.comparing(Checkpoint::written)
            .thenComparing(Checkpoint::number)
            .reversed();

    /** The folder of the submission that wrote it, named by its job id. */
    Path run() {
        return Objects.requireNonNull(folder.getParent());
    }

    Path metadata() {
        return folder.resolve("_metadata");
    }

    /** For Flink's restore settings. */
    String uri() {
        return folder.toUri().toString();
    }
}
