/** How fast blocks become durable, against bare file calls on the same disk. */
@NullMarked
package io.holdfast.benchmarks.put;

import org.jspecify.annotations.NullMarked;
