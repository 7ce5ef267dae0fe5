package io.holdfast.streams.operator;

/** Names of the jobs' own counters, as Prometheus shows them after {@code flink_taskmanager_job_task_operator_}. */
public final class StreamMetrics {
    /** Messages that went to the dead letters. Anything above zero wants a human. */
    public static final String DEAD_LETTERS = "holdfast_dead_letters";
    /** Events that were dropped because they had been applied before; rises when Kafka is refilled. */
    public static final String DUPLICATES = "holdfast_duplicates";
    /** Events that were read from PostgreSQL because the topic lacked them. */
    public static final String GAPS_FILLED = "holdfast_gaps_filled";
    /** Events that had to wait because PostgreSQL lacks what comes before them: the journal is damaged. */
    public static final String GAPS_OPEN = "holdfast_gaps_open";
    /** Blocks whose count fell below zero. */
    public static final String NEGATIVE_COUNTS = "holdfast_negative_counts";
    /** Signals that sync fan-out has sent. */
    public static final String SIGNALS = "holdfast_signals";
    /** Changes that left in a signal together with others, beyond the first of each. */
    public static final String COALESCED = "holdfast_changes_coalesced";

    private StreamMetrics() {}
}
