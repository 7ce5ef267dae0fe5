/**
 * Programs that measure, each against a reference in the same run: {@code java -cp ... io.holdfast.benchmarks.Benchmarks}
 * with the name of the benchmark. Pairs are interleaved (A B A B) and the median of their ratios counts, so that a busy or
 * slow machine changes the figures but hardly the ratio. Results and their command lines: {@code docs/performance-results.md}.
 */
@NullMarked
package io.holdfast.benchmarks;

import org.jspecify.annotations.NullMarked;
