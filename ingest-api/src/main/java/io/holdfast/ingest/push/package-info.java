/**
 * Push: connected devices are told of changes that others made. {@link io.holdfast.ingest.push.SignalFeed} reads {@code
 * holdfast.signals}, {@link io.holdfast.ingest.push.Subscribers} knows who is connected, a {@link
 * io.holdfast.ingest.push.Subscriber} decides what its device is told, and a {@link io.holdfast.ingest.push.Wire} carries it: WebSocket,
 * Server-Sent Events or a long poll.
 *
 * <p>Invariants: a device is not told of its own changes. It is told of a number once, and never of a lower one later. It is registered
 * first and compared with the journal after, so nothing falls between. {@link io.holdfast.ingest.push.HeadWatch} compares again
 * every few seconds, so a signal that is lost makes push slow and never wrong. No thread is held by a connection, nobody waits for a
 * slow reader, and what waits for one is bounded.
 */
@NullMarked
package io.holdfast.ingest.push;

import org.jspecify.annotations.NullMarked;
