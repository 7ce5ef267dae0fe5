/** Sends the running server what nobody should send, by its own description, and judges every answer. */
@NullMarked
package io.holdfast.ingest.sweep;

import org.jspecify.annotations.NullMarked;
