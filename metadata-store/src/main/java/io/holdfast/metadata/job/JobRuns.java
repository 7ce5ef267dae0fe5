package io.holdfast.metadata.job;

import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import io.holdfast.metadata.job.JobRun.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The history of the maintenance jobs. Written by the maintenance service only. Thread safe. */
public final class JobRuns {
    private static final String COLUMNS =
            "SELECT id, job, state, phase, started_at, ended_at, figures::text AS figures, problem FROM job_run ";

    private final Database database;
    private final Ambient ambient;

    public JobRuns(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
    }

    /** Begins a run and returns its number. The caller sees to it that no other run of this job is going on. */
    public long begin(String job) {
        return database.client()
                .sql("INSERT INTO job_run (job, state, started_at) VALUES (?, 'running', ?) RETURNING id")
                .param(job)
                .param(Sql.time(ambient.now()))
                .query(Long.class)
                .single();
    }

    /** What the run does from now on, and what it counted so far. */
    public void progress(long id, String phase, String figures) {
        database.client()
                .sql("UPDATE job_run SET phase = ?, figures = ?::jsonb WHERE id = ? AND state = 'running'")
                .param(phase)
                .param(figures)
                .param(id)
                .update();
    }

    /** Ends a run; one that has ended stays as it is. */
    public void end(long id, State state, String figures, Optional<String> problem) {
        database.client()
                .sql("""
                        UPDATE job_run SET state = ?, figures = ?::jsonb, problem = ?, ended_at = ?
                         WHERE id = ? AND state = 'running'
                        """)
                .param(state.word())
                .param(figures)
                .param(problem.orElse(null))
                .param(Sql.time(ambient.now()))
                .param(id)
                .update();
    }

    /** At the start of the only process that runs jobs: what still says running was cut off. Returns how many. */
    public int failCutOff() {
        return database.client().sql("""
                        UPDATE job_run SET state = 'failed', problem = 'the maintenance service stopped during this run', ended_at = ?
                         WHERE state = 'running'
                        """).param(Sql.time(ambient.now())).update();
    }

    public Optional<JobRun> find(long id) {
        return database.client()
                .sql(COLUMNS + "WHERE id = ?")
                .param(id)
                .query((row, n) -> read(row))
                .optional();
    }

    /** The last runs, newest first, of one job or of all. */
    public List<JobRun> last(Optional<String> job, int limit) {
        return database.client()
                .sql(COLUMNS + "WHERE :job::text IS NULL OR job = :job ORDER BY id DESC LIMIT :limit")
                .param("job", job.orElse(null))
                .param("limit", limit)
                .query((row, n) -> read(row))
                .list();
    }

    private static JobRun read(ResultSet row) throws SQLException {
        return new JobRun(
                row.getLong("id"),
                row.getString("job"),
                State.parse(row.getString("state")),
                row.getString("phase"),
                Sql.instant(row, "started_at"),
                Sql.optionalInstant(row, "ended_at"),
                row.getString("figures"),
                Optional.ofNullable(row.getString("problem")));
    }
}
