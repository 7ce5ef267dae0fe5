/**
 * The stream side of Holdfast on Flink: ref-counting, dedup accounting, lake ingest and sync fan-out. {@code record} what flows, {@code logic} the
 * decisions, {@code operator} state around them, {@code job} the topologies, {@code kafka}, {@code postgres} and {@code lake} their
 * ends, {@code embedded} the cluster in this JVM.
 */
@NullMarked
package io.holdfast.streams;

import org.jspecify.annotations.NullMarked;
