package io.holdfast.core.gc;

/** Whether the second mark has proved that it saw every reference change up to the fence. */
public enum FenceStatus {
    COMPLETE,
    INCOMPLETE
}
