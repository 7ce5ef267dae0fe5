package io.holdfast.metadata.upload;

import io.holdfast.core.block.ObjectName;

/** What to do with a block whose bytes have arrived and whose hash is right. To the client all three look the same. */
public sealed interface PutPlan {
    /** Publish the bytes under this name, then {@link Puts#finalise}. The ticket is for this one attempt. */
    record Store(ObjectName name) implements PutPlan {}

    /** It is stored already: {@link Puts#prove} instead of publishing. */
    record ProveOnly(long ticket) implements PutPlan {}

    /** This upload has proved it before; nothing is left to do. */
    record Held() implements PutPlan {}
}
