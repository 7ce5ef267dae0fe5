/** The errors a caller can act on, one type per stable code of the API. */
@NullMarked
package io.holdfast.core.error;

import org.jspecify.annotations.NullMarked;
