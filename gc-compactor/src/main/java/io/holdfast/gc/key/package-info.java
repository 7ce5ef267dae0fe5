/** What an operator does with the keys of stored blocks while the system runs. */
@NullMarked
package io.holdfast.gc.key;

import org.jspecify.annotations.NullMarked;
