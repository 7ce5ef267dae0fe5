package io.holdfast.benchmarks.fault;

import io.holdfast.benchmarks.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code faults}: what damage to stored blocks comes to. Ends with 1 if one wrong byte was served or one acknowledged block was lost. */
@Command(name = "faults", description = "Damages stored blocks and kills puts; says what was detected and repaired.")
public final class FaultCampaign implements Callable<Integer> {
    @Parameters(description = "an empty or new directory; about 100 MB are written")
    private Path directory = Path.of("faults");

    @Option(
            names = "--frames",
            defaultValue = "60",
            description = "frames of which every bit is flipped (default ${DEFAULT-VALUE})")
    private int frames;

    @Option(
            names = "--frame-bytes",
            defaultValue = "600",
            description = "largest block of those (default ${DEFAULT-VALUE})")
    private int frameBytes;

    @Option(
            names = "--faults",
            defaultValue = "20000",
            description = "random faults of each part (default ${DEFAULT-VALUE})")
    private int faults;

    @Option(
            names = "--kills",
            defaultValue = "4",
            description = "kills at each step of a put (default ${DEFAULT-VALUE})")
    private int kills;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        List<Tally> tallies = new ArrayList<>();
        LocalFaults local = new LocalFaults(directory.resolve("local"));
        tallies.add(local.everyBit(frames, frameBytes));
        tallies.addAll(local.random(faults));
        VolumeFaults volumes = new VolumeFaults(directory.resolve("volumes"));
        for (int pieces = 1; pieces <= Fixture.REDUNDANCY.parity() + 1; pieces++) {
            tallies.add(volumes.random(faults / 10, pieces));
        }
        tallies.add(new PutKills(directory.resolve("killed-local")).kill("local", kills));
        tallies.add(new PutKills(directory.resolve("killed-volumes")).kill("volumes", kills));
        tallies.forEach(Tally::print);
        boolean clean = tallies.stream().allMatch(Tally::clean);
        Report.line(clean ? "no wrong byte was served and nothing was lost" : "WRONG: see above");
        return clean ? 0 : 1;
    }
}
