/**
 * The audit: one record for each act that bears on security.
 *
 * <p>Invariants: a record is written in the transaction of its act, so there is no act without its record and no record of an act that did
 * not happen; it holds no secret; records are never changed, and deleted only when they are old.
 */
@NullMarked
package io.holdfast.metadata.audit;

import org.jspecify.annotations.NullMarked;
