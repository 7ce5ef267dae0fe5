package io.holdfast.blockstore.pack;

import io.holdfast.core.block.ObjectName;

/** A frame on its way into a pack. The array is shared, not copied. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Slice(ObjectName name, byte[] frame) {}
