/**
 * Blocks, the names and places of stored objects, and the port of a block store. A <b>pack</b> is an object that holds the frames of many
 * blocks; each of them is a <b>slice</b>. Who may delete an object holds the separate {@link io.holdfast.core.block.ObjectReaper}, who may
 * delete a pack the {@link io.holdfast.core.block.PackObjectReaper}. A <b>bare</b> object is a block without a frame, which a client has sent to
 * a {@link io.holdfast.core.block.DirectStore} itself.
 */
@NullMarked
package io.holdfast.core.block;

import org.jspecify.annotations.NullMarked;
