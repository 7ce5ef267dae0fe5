package io.holdfast.benchmarks.fault;

import io.holdfast.blockstore.local.LocalBlockStore;
import io.holdfast.blockstore.volumes.VolumesBlockStore;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.fault.FailPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A process that dies at each step of a put: what it acknowledged is whole, what it was at can be put again. */
final class PutKills {
    static final int BLOCKS = 4;
    static final int MOST_BYTES = 300_000;

    private static final List<String> STEPS = List.of("beforeWrite", "beforeForce", "beforeRename", "beforeForceShard");

    private final Path data;
    private int first = 100_000;

    PutKills(Path data) {
        this.data = data;
    }

    /** @param hits at which time of passing the step the process dies: the first, the second, and so on */
    Tally kill(String kind, int hits) throws IOException, InterruptedException {
        Tally tally =
                new Tally(kind + ": process killed at each of " + STEPS.size() + " steps, " + hits + " times each");
        for (String step : STEPS) {
            for (int hit = 1; hit <= hits; hit++) {
                Set<Integer> acknowledged = victim(kind, step, hit, tally);
                if (kind.equals("local")) {
                    try (LocalBlockStore store = Fixture.local(data, FailPoint.NONE)) {
                        check(store, acknowledged, step + " " + hit, tally);
                    }
                } else {
                    try (VolumesBlockStore store = Fixture.volumes(data, FailPoint.NONE)) {
                        check(store, acknowledged, step + " " + hit, tally);
                    }
                }
                first += BLOCKS;
            }
        }
        return tally;
    }

    private Set<Integer> victim(String kind, String step, int hit, Tally tally)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.holdfast.benchmarks.Benchmarks",
                        "faults-victim",
                        data.toString(),
                        kind,
                        "localStore." + step,
                        Integer.toString(hit),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<Integer> acknowledged = new HashSet<>();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines()
                    .filter(line -> line.startsWith("acknowledged "))
                    .forEach(line -> acknowledged.add(Integer.valueOf(line.substring("acknowledged ".length()))));
        }
        int exit = process.waitFor();
        if (exit != PutVictim.KILLED) {
            tally.wrong("the process was not killed at " + step + " " + hit + ", it ended with " + exit);
        }
        return acknowledged;
    }

    private void check(BlockStore store, Set<Integer> acknowledged, String when, Tally tally) {
        try {
            for (int number = first; number < first + BLOCKS; number++) {
                BlockBytes bytes = Fixture.block(number, MOST_BYTES);
                ObjectName name = Fixture.name(bytes, number);
                if (acknowledged.contains(number) || store.contains(name)) {
                    store.get(name);
                }
                store.put(name, bytes);
                store.get(name);
            }
            tally.repaired();
        } catch (HoldfastException e) {
            tally.wrong(when + ": " + e);
        }
    }
}
