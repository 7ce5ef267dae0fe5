package io.holdfast.blockstore.hdfs;

import io.holdfast.blockstore.hdfs.HdfsFiles.Naming;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.ChecksumException;

/** Tries at each start everything that the protocol needs of the cluster, and refuses one that cannot do it. */
final class SelfTest {
    private static final byte[] BYTES = "holdfast self-test\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHERS = "holdfast other self-test\n".getBytes(StandardCharsets.US_ASCII);

    private final HdfsFiles files;
    private final String directory;

    /** @param directory that is not there yet */
    SelfTest(HdfsFiles files, String directory) {
        this.files = files;
        this.directory = directory;
    }

    /** @throws Unavailable naming the ability that is missing */
    void pass() {
        String from = directory + "/from";
        String to = directory + "/to";
        files.makeDirectory(directory);
        require(files.create(from, BYTES) == Naming.DONE && has(from, BYTES), "read after close");
        require(files.create(from, OTHERS) == Naming.TAKEN && has(from, BYTES), "create only if absent");
        require(listed().equals(List.of("from")), "list after close");
        require(files.rename(from, to) == Naming.DONE && listed().equals(List.of("to")), "rename");
        require(has(to, BYTES), "read after rename");
        require(files.create(from, OTHERS) == Naming.DONE, "create again");
        require(files.rename(from, to) == Naming.TAKEN && has(to, BYTES), "rename without replacing");
        require(files.delete(to) && files.find(to).isEmpty() && listed().equals(List.of("from")), "delete");
        files.delete(directory);
    }

    private boolean has(String key, byte[] bytes) {
        try {
            return files.read(key, 2 * OTHERS.length)
                    .filter(got -> Arrays.equals(got.bytes(), bytes))
                    .isPresent();
        } catch (ChecksumException e) {
            return false;
        }
    }

    private List<String> listed() {
        List<String> names = new ArrayList<>();
        files.list(directory).forEachRemaining(file -> names.add(file.getPath().getName()));
        return names;
    }

    private void require(boolean passed, String ability) {
        if (!passed) {
            throw new Unavailable(files + " cannot hold blocks: the self-test '" + ability + "' failed");
        }
    }
}
