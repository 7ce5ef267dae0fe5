package io.holdfast.gc.epoch;

import io.holdfast.gc.run.Progress;
import io.holdfast.metadata.gc.Amount;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one epoch counted, shown with the run and kept with the epoch. Belongs to the run's thread. */
final class Tally {
    private final Progress progress;
    private final Map<String, Long> counts = new LinkedHashMap<>();

    Tally(Progress progress) {
        this.progress = progress;
    }

    void count(String name, long value) {
        counts.put(name, value);
        progress.figure(name, value);
    }

    /** Blocks or objects under the name, their bytes under {@code <name>_bytes}. */
    void amount(String name, Amount amount) {
        count(name, amount.count());
        count(name + "_bytes", amount.bytes());
    }

    Map<String, Long> counts() {
        return Map.copyOf(counts);
    }
}
