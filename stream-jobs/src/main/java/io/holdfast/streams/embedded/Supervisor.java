package io.holdfast.streams.embedded;

import io.holdfast.lakehouse.topic.Topic;
import io.holdfast.streams.StreamSettings;
import io.holdfast.streams.job.StreamJob;
import io.holdfast.streams.kafka.TopicWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches topics and jobs and lets each runner act, once a second. Whatever is away (Kafka, PostgreSQL) is asked again; only a
 * cluster that no longer answers ends the process, so that whoever started it can start it afresh.
 */
public final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EmbeddedFlink flink;
    private final TopicWatch watch;
    private final List<JobRunner> runners;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Map<String, String> problems = new HashMap<>();

    private Supervisor(EmbeddedFlink flink, TopicWatch watch, List<JobRunner> runners) {
        this.flink = flink;
        this.watch = watch;
        this.runners = runners;
    }

    /** Starts the cluster; the jobs follow in {@link #run()}. */
    public static Supervisor start(StreamSettings settings, List<StreamJob> jobs) throws Exception {
        EmbeddedFlink flink = EmbeddedFlink.start(settings, jobs.size());
        List<JobRunner> runners = new ArrayList<>();
        for (StreamJob job : jobs) {
            CheckpointFolder folder = new CheckpointFolder(settings.stateDir().resolve(job.name()));
            runners.add(new JobRunner(job, flink, folder, settings.parallelism()));
        }
        return new Supervisor(flink, new TopicWatch(settings.connections().bootstrapServers()), runners);
    }

    /**
     * Returns after {@link #close()}.
     *
     * @throws IllegalStateException if the cluster broke
     */
    public void run() throws InterruptedException {
        do {
            try {
                look();
            } catch (RuntimeException e) {
                if (stop.getCount() > 0) {
                    throw e;
                }
                LOG.debug("the cluster was stopped in the middle of a look at it", e);
            }
        } while (!stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void look() throws InterruptedException {
        Map<Topic, String> topics = watch.look();
        for (JobRunner runner : runners) {
            step(runner, topics);
        }
    }

    private void step(JobRunner runner, Map<Topic, String> topics) throws InterruptedException {
        try {
            runner.step(topics);
            problems.remove(runner.name());
        } catch (InterruptedException e) {
            throw e;
        } catch (TimeoutException e) {
            throw new IllegalStateException("the Flink cluster does not answer", e);
        } catch (Exception e) {
            if (!flink.isRunning()) {
                throw new IllegalStateException("the Flink cluster broke", e);
            }
            report(runner, e);
        }
    }

    /** Once for each new problem, not once a second. */
    private void report(JobRunner runner, Exception e) {
        String problem = e.toString();
        if (!problem.equals(problems.put(runner.name(), problem))) {
            LOG.warn("job {} cannot go on yet, trying again every second: {}", runner.name(), problem);
            LOG.debug("details", e);
        }
    }

    /** Stops the cluster; checkpoints stay. */
    @Override
    public void close() throws Exception {
        stop.countDown();
        watch.close();
        flink.close();
    }
}
