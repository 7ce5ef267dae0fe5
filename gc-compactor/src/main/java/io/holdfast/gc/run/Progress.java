package io.holdfast.gc.run;

import io.holdfast.metadata.job.JobRuns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** How far one run is: its phase and its figures, visible to others at each change of phase. Belongs to the run's thread. */
public final class Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final long runId;
    private final String job;
    private final JobRuns runs;
    private final InstantSource clock;
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private String phase = "";
    private Instant since;

    Progress(long runId, String job, JobRuns runs, InstantSource clock) {
        this.runId = runId;
        this.job = job;
        this.runs = runs;
        this.clock = clock;
        this.since = clock.instant();
    }

    public long runId() {
        return runId;
    }

    /** Ends the phase before, whose duration becomes a figure, and begins this one. */
    public void phase(String name) {
        finishPhase();
        phase = name;
        LOG.info("{} run {}: {}", job, runId, name);
        runs.progress(runId, phase, json());
    }

    /** How far the phase is, for who watches; the phase and its duration stay as they are. */
    public void detail(String howFar) {
        runs.progress(runId, phase + ": " + howFar, json());
    }

    /** A number or a text. A name that is there already gets the new value. */
    public void figure(String name, Object value) {
        figures.put(name, value);
    }

    public void figures(Map<String, ?> more) {
        figures.putAll(more);
    }

    /** What was counted so far, as one JSON object. */
    String json() {
        return JSON.writeValueAsString(figures);
    }

    void finishPhase() {
        Instant now = clock.instant();
        if (!phase.isEmpty()) {
            figures.merge(
                    phase.replace(' ', '_') + "_ms",
                    Duration.between(since, now).toMillis(),
                    Progress::sum);
        }
        since = now;
    }

    private static Object sum(Object one, Object other) {
        return ((Number) one).longValue() + ((Number) other).longValue();
    }
}
