/** Named points in the code at which a test may stop, delay or kill the process. */
@NullMarked
package io.holdfast.core.fault;

import org.jspecify.annotations.NullMarked;
