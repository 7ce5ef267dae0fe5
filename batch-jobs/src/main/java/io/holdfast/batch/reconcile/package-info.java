/**
 * Compares what PostgreSQL says is stored with what lies on the store: references, rows of blocks, objects. It only counts and
 * names; every difference has a class, and three of the classes are <b>losses</b>: bytes that a version needs are not there.
 */
@NullMarked
package io.holdfast.batch.reconcile;

import org.jspecify.annotations.NullMarked;
