/**
 * Rules that hold over all modules, and the whole system as its users meet it: real processes, real HTTP, real kills.
 */
@NullMarked
package io.holdfast.e2e;

import org.jspecify.annotations.NullMarked;
