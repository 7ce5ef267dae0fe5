package io.holdfast.core.chunk;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The rule by which the files of a namespace are cut into blocks. Chosen once; the rule behind a name never changes. */
public enum ChunkingProfile {
    /** Cut by content, 1 to 8 MiB: an insertion changes the block it falls into and no other. The default. */
    CDC_V1("cdc-v1"),
    /** Cut every 4 MiB: what other programs do, and cheapest, but an insertion changes everything behind it. */
    FIXED_4M("fixed-4m");

    private final String id;

    ChunkingProfile(String id) {
        this.id = id;
    }

    /** The name in the API and in every store. */
    public String id() {
        return id;
    }

    /** @throws IllegalArgumentException if no profile has this id */
    public static ChunkingProfile parse(String id) {
        return Arrays.stream(values())
                .filter(profile -> profile.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no chunking profile '" + id + "'; there are "
                        + Arrays.stream(values()).map(ChunkingProfile::id).collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return id;
    }
}
