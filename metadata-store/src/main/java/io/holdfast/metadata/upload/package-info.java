/**
 * Uploads: opened with a probe, fed with blocks, committed elsewhere ({@code metadata.commit}) or ended.
 *
 * <p>Invariants: a ticket exists before the first byte under its name is written, serves one attempt, and ends once; the bytes
 * are durable before the row says live; an ended ticket is the fence between a put and the reaper: one of them gets it. What
 * counts as there is the same in probe, status and commit: evidence and a row.
 */
@NullMarked
package io.holdfast.metadata.upload;

import org.jspecify.annotations.NullMarked;
