/**
 * Rows of blocks anew, from what the store holds: for a database that lost some of them, after a restore for instance. Objects are found
 * by the store's own listing and read through its port, so it is the same for every kind of store.
 *
 * <p>Adopted is only what something refers to and whose bytes have the hash of its name. Everything may run meanwhile, garbage collection
 * too. Nothing is written but rows; a run that broke off is simply run again.
 */
@NullMarked
package io.holdfast.gc.rebuild;

import org.jspecify.annotations.NullMarked;
