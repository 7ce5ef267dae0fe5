package io.holdfast.blockstore.hdfs;

import io.holdfast.blockstore.hdfs.HdfsFiles.Naming;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.random.RandomGenerator;
import org.apache.hadoop.fs.FileStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that have no name yet. They lie under {@code objects/}, so that an erasure coding policy or an encryption zone of that directory
 * holds for them too: a rename takes neither off nor puts it on.
 */
final class Unfinished {
    static final String DIRECTORY = "objects/unfinished";

    private static final Logger LOG = LoggerFactory.getLogger(Unfinished.class);
    /** No put takes so long; if one did, its rename would find nothing and it would have failed. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final HdfsFiles files;
    private final RandomGenerator random;

    Unfinished(HdfsFiles files, RandomGenerator random) {
        this.files = files;
        this.random = random;
    }

    /** The place for a file that is to be written, never used before. */
    String fresh() {
        return DIRECTORY + "/" + HexFormat.of().toHexDigits(random.nextLong());
    }

    /**
     * Writes a file aside and gives it its name if nothing has that name. Durable once this returns {@link Naming#DONE}.
     *
     * @throws Unavailable if nothing was stored
     * @throws io.holdfast.core.error.HoldfastException.OutcomeUnknown if it may or may not have its name
     */
    Naming publish(String key, byte[] bytes) {
        String fresh = fresh();
        if (files.create(fresh, bytes) == Naming.TAKEN) {
            throw new Unavailable(files + fresh + " is there already");
        }
        Naming naming = files.rename(fresh, key);
        if (naming == Naming.TAKEN) {
            files.discard(fresh);
        }
        return naming;
    }

    /**
     * Removes what processes left that were cut off. Ages are differences of the NameNode's own times: the directory was changed by its last
     * new file, so call this after making one.
     */
    void sweep() {
        long now = files.find(DIRECTORY).map(FileStatus::getModificationTime).orElse(0L);
        Iterator<FileStatus> all = files.list(DIRECTORY);
        while (all.hasNext()) {
            FileStatus file = all.next();
            if (now - file.getModificationTime() > ABANDONED.toMillis()) {
                files.delete(DIRECTORY + "/" + file.getPath().getName());
                LOG.info("removed {}, which a process that was cut off had left", file.getPath());
            }
        }
    }
}
