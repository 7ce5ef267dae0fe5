/**
 * The topologies: ref-counting, dedup accounting, lake ingest, sync fan-out. Each is put together between a source and sinks and does not know
 * whether it runs embedded or on a cluster. Uids never change, but for the sources', which carry the id of their topic.
 */
@NullMarked
package io.holdfast.streams.job;

import org.jspecify.annotations.NullMarked;
