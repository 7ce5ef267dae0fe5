/** How fast, and at what cost, devices are told of changes by a running system. Speaks to it as a client would, over HTTP only. */
@NullMarked
package io.holdfast.benchmarks.push;

import org.jspecify.annotations.NullMarked;
