package io.holdfast.benchmarks.rule;

import io.holdfast.core.chunk.BlockSink;
import io.holdfast.core.chunk.Chunker;
import io.holdfast.core.chunk.ChunkingProfile;
import java.io.IOException;

/** A profile as the product cuts it. */
record ProfileRule(String name, Chunker chunker) implements Rule {
    static Rule of(ChunkingProfile profile) {
        return new ProfileRule(profile.id(), Chunker.of(profile));
    }

    @Override
    public void split(byte[] bytes, BlockSink sink) throws IOException {
        chunker.split(bytes, sink);
    }
}
