/**
 * The upload and sync REST API, one package per feature: controller (HTTP words) to service (rules) to the repositories of {@code
 * metadata-store} and the block store. {@link io.holdfast.ingest.IngestApi} starts it, {@code Parts} puts the pieces together.
 *
 * <p>Invariants: nothing is acknowledged before it is durable; no byte of a block leaves unverified; no connection to the
 * database is held while bytes stream; memory is bounded by settings, not by requests.
 */
@NullMarked
package io.holdfast.ingest;

import org.jspecify.annotations.NullMarked;
