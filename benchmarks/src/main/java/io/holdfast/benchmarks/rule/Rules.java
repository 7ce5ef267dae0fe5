package io.holdfast.benchmarks.rule;

import io.holdfast.benchmarks.rule.Minimum.Tail;
import io.holdfast.benchmarks.rule.Minimum.Ties;
import io.holdfast.core.chunk.Chunker;
import io.holdfast.core.chunk.ChunkingProfile;
import java.util.List;

/** The rules that are compared. */
public final class Rules {
    private Rules() {}

    public static Rule cdcV1() {
        return ProfileRule.of(ChunkingProfile.CDC_V1);
    }

    public static Rule cdcV1Scalar() {
        return new ProfileRule("cdc-v1 scalar", Chunker.cdcV1WithoutVectors());
    }

    public static Rule fixed() {
        return ProfileRule.of(ChunkingProfile.FIXED_4M);
    }

    public static Rule fastCdc() {
        return new FastCdc();
    }

    public static Rule twoTier() {
        return new TwoTier();
    }

    public static List<Rule> all() {
        int max = ScanRule.MAX;
        return List.of(
                cdcV1(),
                fixed(),
                fastCdc(),
                twoTier(),
                new Minimum("min 4 bytes", 1, Ties.FIRST, Tail.SEARCHED, max),
                new Minimum("min 8 bytes", 2, Ties.FIRST, Tail.SEARCHED, max),
                new Minimum("min 16 bytes", 4, Ties.FIRST, Tail.SEARCHED, max),
                new Minimum("min 8, last tie", 2, Ties.LAST, Tail.SEARCHED, max),
                new Minimum("min 8, whole tail", 2, Ties.FIRST, Tail.WHOLE, max),
                new Minimum("min 8, 1 to 7 MiB", 2, Ties.FIRST, Tail.SEARCHED, 7 << 20));
    }
}
