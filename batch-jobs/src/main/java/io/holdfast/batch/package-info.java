/**
 * The batch jobs: each process runs one job once on Spark and ends. A job reads the lake and PostgreSQL, writes tables of the
 * lake and leaves one JSON object of figures. It proposes: nothing here deletes a block, a version or an object.
 *
 * <p>Every job has a {@code transform} (Dataset to Dataset; no action, no clock, no session) and a {@code job} (read, transform,
 * write, count). A job that cannot prove what it must prove writes nothing and answers <i>refused</i>; any error ends the run.
 */
@NullMarked
package io.holdfast.batch;

import org.jspecify.annotations.NullMarked;
