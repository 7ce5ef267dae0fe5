/**
 * Multipart forms, read as they come: {@link io.holdfast.ingest.form.Form} is what a service sees, {@code PartReader} parts the
 * stream, {@code Delimiter} finds where a part ends.
 *
 * <p>Invariants: one buffer of 64 KiB whatever the size of a part; every limit has a clear error; a form that ends before its last
 * boundary is never taken for a whole one.
 */
@NullMarked
package io.holdfast.ingest.form;

import org.jspecify.annotations.NullMarked;
