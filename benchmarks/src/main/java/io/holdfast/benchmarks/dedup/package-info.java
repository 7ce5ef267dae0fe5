/** How much the rules de-duplicate, and how large their blocks are: on files of this machine and on made-up content. */
@NullMarked
package io.holdfast.benchmarks.dedup;

import org.jspecify.annotations.NullMarked;
