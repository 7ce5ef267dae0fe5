/**
 * The settings of the process {@code api}, one validated record for each prefix. A key that no record knows stops the start, and so does a
 * value that makes no sense; the message names the key.
 */
@NullMarked
package io.holdfast.ingest.settings;

import org.jspecify.annotations.NullMarked;
