/**
 * One class for every command of the command line: options in, one call to the part that does the work, exit code out. The
 * clock, chance and the terminal come in as the {@link io.holdfast.standalone.command.World}.
 */
@NullMarked
package io.holdfast.standalone.command;

import org.jspecify.annotations.NullMarked;
