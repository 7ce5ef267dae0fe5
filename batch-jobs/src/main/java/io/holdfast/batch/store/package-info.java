/**
 * The block store as Spark reads it: blocks read again and verified, and the listing of all objects. Each task opens the store for
 * itself, holds one block in memory at a time and never puts or deletes an object. (A store
 * with parity makes a lost piece anew whenever it reads one.)
 */
@NullMarked
package io.holdfast.batch.store;

import org.jspecify.annotations.NullMarked;
