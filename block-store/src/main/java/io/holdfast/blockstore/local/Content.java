package io.holdfast.blockstore.local;

import java.io.IOException;
import java.nio.channels.GatheringByteChannel;

/** What a file is to hold. */
@FunctionalInterface
public interface Content {
    /** Writes all of it. Called once. */
    void writeTo(GatheringByteChannel channel) throws IOException;
}
