package io.holdfast.benchmarks;

import io.holdfast.benchmarks.api.ApiBenchmark;
import io.holdfast.benchmarks.api.SmallFilesBenchmark;
import io.holdfast.benchmarks.chunk.ChunkBenchmark;
import io.holdfast.benchmarks.dedup.DedupBenchmark;
import io.holdfast.benchmarks.fault.FaultCampaign;
import io.holdfast.benchmarks.fault.PutVictim;
import io.holdfast.benchmarks.frame.FrameBenchmark;
import io.holdfast.benchmarks.push.PushIdleBenchmark;
import io.holdfast.benchmarks.push.PushLatencyBenchmark;
import io.holdfast.benchmarks.put.PutBenchmark;
import io.holdfast.benchmarks.put.RemotePutBenchmark;
import io.holdfast.benchmarks.put.SmallPutBenchmark;
import io.holdfast.core.SuppressForbidden;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point: one subcommand for each benchmark. */
@Command(
        name = "benchmarks",
        description = "Measures Holdfast against references in the same run.",
        synopsisSubcommandLabel = "BENCHMARK",
        mixinStandardHelpOptions = true,
        subcommands = {
            ApiBenchmark.class,
            ChunkBenchmark.class,
            DedupBenchmark.class,
            FaultCampaign.class,
            FrameBenchmark.class,
            PutVictim.class,
            PutBenchmark.class,
            PushIdleBenchmark.class,
            PushLatencyBenchmark.class,
            RemotePutBenchmark.class,
            SmallFilesBenchmark.class,
            SmallPutBenchmark.class
        })
public final class Benchmarks {
    private Benchmarks() {}

    @SuppressForbidden("the exit code is what a script reads")
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }
}
