/** What packing, sealing and verifying a block costs a processor. */
@NullMarked
package io.holdfast.benchmarks.frame;

import org.jspecify.annotations.NullMarked;
