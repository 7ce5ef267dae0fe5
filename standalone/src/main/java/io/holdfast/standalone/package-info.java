/**
 * The program {@code holdfast}: one machine, one data directory, six supervised processes. {@link
 * io.holdfast.standalone.Holdfast} is the entry point; the commands are in {@code command}, what runs is described in
 * {@code system}, how it is kept running in {@code process}, where it keeps its state in {@code data}.
 */
@NullMarked
package io.holdfast.standalone;

import org.jspecify.annotations.NullMarked;
