package io.holdfast.blockstore.opening;

import io.holdfast.blockstore.hdfs.HdfsSettings;
import io.holdfast.blockstore.pack.PackSettings;
import io.holdfast.blockstore.s3.S3Settings;
import io.holdfast.blockstore.volumes.Redundancy;
import java.nio.file.Path;
import java.util.List;

/** Where blocks lie. */
public sealed interface Backend {
    /** Files under one directory, small blocks in packs if {@code packs} says so. */
    record Local(Path directory, PackSettings packs) implements Backend {}

    /** Pieces over several volumes, with parity; the directories in any order. */
    record Volumes(List<Path> directories, Redundancy redundancy) implements Backend {
        public Volumes {
            directories = List.copyOf(directories);
            if (directories.size() != redundancy.total()) {
                throw new IllegalArgumentException("blocks.redundancy " + redundancy + " needs " + redundancy.total()
                        + " directories in blocks.volumes, not " + directories.size());
            }
        }
    }

    /** Objects of an S3 bucket, small blocks in packs if {@code packs} says so. */
    record S3(S3Settings settings, PackSettings packs) implements Backend {}

    /** Files of an HDFS directory, small blocks in packs if {@code packs} says so. */
    record Hdfs(HdfsSettings settings, PackSettings packs) implements Backend {}
}
