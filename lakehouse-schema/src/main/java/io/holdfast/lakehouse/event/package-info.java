/**
 * What travels on the topics. A {@linkplain io.holdfast.lakehouse.event.VersionEvent version event} is a change of references
 * and carries the gap-free {@code ref_seq} of its namespace; a {@linkplain io.holdfast.lakehouse.event.ChangeEvent change
 * event} is one journal entry and carries {@code seq}; a {@linkplain io.holdfast.lakehouse.event.SignalEvent signal} tells an
 * account's devices that there is something to fetch. Encoded as Avro single objects: every message names its schema, and
 * every schema that ever was ships in this jar.
 */
@NullMarked
package io.holdfast.lakehouse.event;

import org.jspecify.annotations.NullMarked;
