package io.holdfast.streams.job;

import java.time.Duration;

/** What a job is made for. */
public enum Tuning {
    /** Large state on disk; records travel in batches of up to 20 ms. */
    THROUGHPUT(Duration.ofMillis(20), "rocksdb"),
    /** Small state in memory, so that neither disk nor compaction is on the way; every record travels at once. */
    LATENCY(Duration.ZERO, "hashmap");

    private final Duration bufferTimeout;
    private final String stateBackend;

    Tuning(Duration bufferTimeout, String stateBackend) {
        this.bufferTimeout = bufferTimeout;
        this.stateBackend = stateBackend;
    }

    Duration bufferTimeout() {
        return bufferTimeout;
    }

    String stateBackend() {
        return stateBackend;
    }
}
