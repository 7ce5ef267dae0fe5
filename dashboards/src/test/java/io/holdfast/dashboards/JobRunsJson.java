package io.holdfast.dashboards;

import java.time.Duration;
import java.time.Instant;

/** What the maintenance port tells of its runs: one of each state. */
record JobRunsJson(Instant now) {
    @Override
    public String toString() {
        return """
                {"items": [
                  {"run_id": 7, "job": "scrub", "state": "running", "phase": "hashing", "started_at": "%s", "figures": {}},
                  {"run_id": 6, "job": "rollups", "state": "succeeded", "phase": "", "started_at": "%s", "ended_at": "%s",
                   "figures": {"measurements": 1, "hours": 48}},
                  {"run_id": 5, "job": "gc", "state": "succeeded", "phase": "done", "started_at": "%s", "ended_at": "%s",
                   "figures": {"condemned": 120, "quarantined": 96, "deleted": 96, "freed_bytes": 123456789}},
                  {"run_id": 4, "job": "retention", "state": "failed", "phase": "deciding", "started_at": "%s", "ended_at": "%s",
                   "figures": {}, "problem": "the catalog does not answer"},
                  {"run_id": 3, "job": "gc", "state": "refused", "started_at": "%s", "ended_at": "%s",
                   "figures": {}, "problem": "another epoch is open"}
                ]}""".formatted(ago(1), ago(18), ago(17), ago(64), ago(61), ago(125), ago(124), ago(190), ago(190));
    }

    private Instant ago(int minutes) {
        return now.minus(Duration.ofMinutes(minutes));
    }
}
