/** How fast the rules cut while each block is hashed, against the hash alone. */
@NullMarked
package io.holdfast.benchmarks.chunk;

import org.jspecify.annotations.NullMarked;
