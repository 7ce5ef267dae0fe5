/**
 * The audit of what bears on security, as the API writes and shows it: who, what, to what, from where, when, and whether it was refused.
 * {@link io.holdfast.ingest.audit.AuditTrail} is called within the transaction of the act. An account reads its own records.
 */
@NullMarked
package io.holdfast.ingest.audit;

import org.jspecify.annotations.NullMarked;
