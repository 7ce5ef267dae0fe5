/** The fault campaign: real stores on a real disk, damaged in every way that can be thought of, and read again. */
@NullMarked
package io.holdfast.benchmarks.fault;

import org.jspecify.annotations.NullMarked;
