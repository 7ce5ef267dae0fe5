package io.holdfast.standalone.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Stops what a launcher that is gone has left running. */
public final class Orphans {
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private Orphans() {}

    /**
     * Stops them in the given order (those without a name first) and returns what was stopped. The caller holds the lock of
     * the data directory.
     */
    public static List<OrphanRule.Orphan> stop(Path dataDirectory, Path run, List<String> order) throws IOException {
        List<OrphanRule.Orphan> orphans =
                OrphanRule.orphans(
                                ProcFs.all(),
                                PidFiles.read(run),
                                dataDirectory,
                                ProcessHandle.current().pid())
                        .stream()
                        .sorted(Comparator.comparingInt(orphan -> order.indexOf(orphan.name())))
                        .toList();
        for (OrphanRule.Orphan orphan : orphans) {
            boolean postgres = orphan.process().program().equals("postgres");
            ProcessHandle.of(orphan.process().identity().pid())
                    .ifPresent(handle -> Signals.stop(handle, postgres ? StopSignal.INT : StopSignal.TERM, WITHIN));
        }
        PidFiles.delete(run);
        return orphans;
    }
}
