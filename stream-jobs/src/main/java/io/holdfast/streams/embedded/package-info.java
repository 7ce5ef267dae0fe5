/**
 * The jobs on one machine: a Flink cluster inside this JVM, and a supervisor that keeps every job running from its newest sound
 * checkpoint. Nothing here knows what a job does. A topic that was made anew (Kafka was wiped) restarts the jobs that read it; a
 * process that is killed finds its checkpoints again.
 */
@NullMarked
package io.holdfast.streams.embedded;

import org.jspecify.annotations.NullMarked;
