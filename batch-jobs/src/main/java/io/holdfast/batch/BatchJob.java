package io.holdfast.batch;

import io.holdfast.batch.lake.Lake;

/** One kind of work over the whole history: reads, transforms, writes, counts. */
public interface BatchJob {
    /** Runs once. Running it again after a crash at any point does no harm. */
    Figures run(Lake lake, JobInput input);
}
