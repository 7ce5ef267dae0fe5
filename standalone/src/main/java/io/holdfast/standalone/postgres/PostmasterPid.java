package io.holdfast.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * The lock file that a server leaves in its cluster when it is killed. PostgreSQL refuses to start while any process has that
 * pid, be it a stranger that got the number later. Whoever holds the lock of the data directory knows better.
 */
public final class PostmasterPid {
    private PostmasterPid() {}

    /**
     * Removes the file unless the process that it names is a server of this cluster.
     *
     * @param servesCluster whether the process with this pid is one
     */
    public static void removeStale(Path cluster, LongPredicate servesCluster) throws IOException {
        Path file = cluster.resolve("postmaster.pid");
        if (Files.exists(file) && stale(Files.readString(file), servesCluster)) {
            Files.deleteIfExists(file);
        }
    }

    static boolean stale(String content, LongPredicate servesCluster) {
        Optional<Long> pid = content.lines()
                .findFirst()
                .map(String::strip)
                .filter(line -> line.matches("[0-9]{1,10}"))
                .map(Long::valueOf);
        return pid.isEmpty() || !servesCluster.test(pid.get());
    }
}
