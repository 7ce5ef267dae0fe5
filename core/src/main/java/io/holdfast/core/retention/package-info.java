/**
 * Which versions of a file stay and which may go, with the reasons: a function of a list and a policy.
 *
 * <p>A version stays if it is the file's current one or on hold, or if it passes <b>every</b> limit that the policy sets: it is
 * among the last N, younger than the greatest age, and chosen by thinning. A file that lay in the trash for long enough loses
 * all versions that are not on hold. A decision is a proposal: whoever carries it out checks it again under the namespace lock.
 */
@NullMarked
package io.holdfast.core.retention;

import org.jspecify.annotations.NullMarked;
