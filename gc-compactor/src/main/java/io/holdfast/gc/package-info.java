/**
 * The maintenance service: starts the batch runs, applies retention, drives garbage collection, and answers on a local admin port.
 * It is the only process that deletes anything from the block store.
 */
@NullMarked
package io.holdfast.gc;

import org.jspecify.annotations.NullMarked;
