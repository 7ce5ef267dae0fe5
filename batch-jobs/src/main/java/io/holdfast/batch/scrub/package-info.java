/**
 * Reads stored blocks again, those first that were verified longest ago, and says of each what it came to. A bad block is only
 * named: nothing is repaired, replaced or deleted here.
 */
@NullMarked
package io.holdfast.batch.scrub;

import org.jspecify.annotations.NullMarked;
