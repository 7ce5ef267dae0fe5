/**
 * What a person at a terminal sees: lines, exit codes, and a {@link io.holdfast.standalone.terminal.Refusal} that ends a
 * command with a sentence instead of a stack trace.
 */
@NullMarked
package io.holdfast.standalone.terminal;

import org.jspecify.annotations.NullMarked;
