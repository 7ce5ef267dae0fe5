/**
 * Proposes which versions to purge: the policy of {@link io.holdfast.core.retention} over the live versions of the log, and all
 * versions of files that lay in the trash for too long. Each proposal is checked again under the namespace lock before it is
 * carried out, so a log that lags can only make this job propose less, never lose a version that should stay.
 */
@NullMarked
package io.holdfast.batch.retention;

import org.jspecify.annotations.NullMarked;
