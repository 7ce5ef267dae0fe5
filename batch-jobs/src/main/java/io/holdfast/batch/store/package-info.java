/**
 * The block store as Spark reads it: blocks read again and verified, and the listing of all objects. Each task opens the store for
 * itself, holds one block in memory at a time and never writes, moves or deletes an object.
 */
@NullMarked
package io.holdfast.batch.store;

import org.jspecify.annotations.NullMarked;
