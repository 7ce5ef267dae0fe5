/**
 * Looks whether what is stored is still there and whole. Spark runs read; here is noted what they verified, and a run that found bytes
 * lost has <b>failed</b>, so that whoever started it is told. Nothing is repaired or deleted.
 */
@NullMarked
package io.holdfast.gc.check;

import org.jspecify.annotations.NullMarked;
