package io.holdfast.benchmarks.dedup;

import io.holdfast.benchmarks.Report;
import io.holdfast.benchmarks.rule.Rule;
import io.holdfast.benchmarks.rule.Rules;
import io.holdfast.core.block.BlockId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dedup}: what each rule saves, the sizes of its blocks, and what ten inserted bytes cost. */
@Command(
        name = "dedup",
        description = "What each cut rule saves on the given directories and on made-up content, and its block sizes.")
public final class DedupBenchmark implements Runnable {
    private static final int MIB = 1 << 20;
    private static final long LARGEST_FILE = 1L << 30;
    private static final int EDITS = 100;

    @Parameters(description = "directories of real files, a table for each")
    private List<Path> directories = List.of();

    @Override
    public void run() {
        try {
            for (Path directory : directories) {
                table(directory.toString(), rule -> files(directory, rule));
            }
            if (!directories.isEmpty()) {
                table("4 versions of 160 MiB of " + directories, rule -> versions(rule));
            }
            table("log text 64 MiB, again without its first 10 MiB and with 10 more", rule -> logs(rule));
            table("random 128 MiB", rule -> of(rule, Made.random(1, 128 * MIB)));
            table("zeros 64 MiB", rule -> of(rule, new byte[64 * MIB]));
            table("period of 1,000 bytes, 64 MiB", rule -> of(rule, Made.periodic(1000, 64 * MIB)));
            insertions();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Content {
        Tally tally(Rule rule) throws IOException;
    }

    private static void table(String title, Content content) throws IOException {
        Report.line("");
        Report.line(title);
        Report.line(
                "%-20s %8s %11s %8s | MiB: %6s %6s %6s %6s",
                "rule", "saved", "stored MiB", "blocks", "mean", "10 %", "50 %", "90 %");
        for (Rule rule : Rules.all()) {
            Tally tally = content.tally(rule);
            if (tally.blocks() > 0) {
                Report.line(
                        "%-20s %7.2f%% %11.1f %8d |      %6.2f %6.2f %6.2f %6.2f",
                        rule.name(),
                        100 * tally.saved(),
                        mib(tally.uniqueBytes()),
                        tally.blocks(),
                        mib((long) tally.meanBytes()),
                        mib(tally.sizeAt(0.1)),
                        mib(tally.sizeAt(0.5)),
                        mib(tally.sizeAt(0.9)));
            }
        }
    }

    private static Tally files(Path directory, Rule rule) throws IOException {
        Tally tally = new Tally();
        for (Path file : regularFiles(directory)) {
            rule.split(Files.readAllBytes(file), tally::add);
        }
        return tally;
    }

    private Tally versions(Rule rule) throws IOException {
        byte[] base = joined(160 * MIB);
        Random random = new Random(7);
        byte[] scattered = base.clone();
        for (int i = 0; i < 5; i++) {
            scattered =
                    Made.insert(scattered, random.nextInt(scattered.length), Made.random(i, 1 + random.nextInt(1000)));
        }
        return of(
                rule,
                base,
                Made.insert(base, 0, Made.random(8, 10)),
                Made.delete(base, base.length / 2, Math.min(1000, base.length / 2)),
                scattered);
    }

    private static Tally logs(Rule rule) throws IOException {
        byte[] all = Made.log(1, 74 * MIB);
        return of(rule, Arrays.copyOf(all, 64 * MIB), Arrays.copyOfRange(all, 10 * MIB, all.length));
    }

    private static Tally of(Rule rule, byte[]... contents) throws IOException {
        Tally tally = new Tally();
        for (byte[] content : contents) {
            rule.split(content, tally::add);
        }
        return tally;
    }

    /** Ten bytes into 100 MiB at a hundred places: new blocks and new bytes. */
    private static void insertions() throws IOException {
        byte[] base = Made.random(99, 100 * MIB);
        Report.line("");
        Report.line("10 bytes inserted into 100 MiB of random bytes, at %d places", EDITS);
        Report.line("%-20s %12s %12s %12s %14s", "rule", "median new", "90 % new", "most new", "mean new MiB");
        for (Rule rule : List.of(Rules.cdcV1(), Rules.fixed(), Rules.fastCdc(), Rules.twoTier())) {
            insertions(rule, base);
        }
    }

    private static void insertions(Rule rule, byte[] base) throws IOException {
        Set<BlockId> known = new HashSet<>();
        rule.split(base, block -> known.add(block.hash()));
        Random random = new Random(7);
        int[] blocks = new int[EDITS];
        long[] bytes = {0};
        for (int edit = 0; edit < EDITS; edit++) {
            int each = edit;
            byte[] edited = Made.insert(base, random.nextInt(base.length), Made.random(edit, 10));
            rule.split(edited, block -> {
                if (!known.contains(block.hash())) {
                    blocks[each]++;
                    bytes[0] += block.sizeBytes();
                }
            });
        }
        int[] sorted = IntStream.of(blocks).sorted().toArray();
        Report.line(
                "%-20s %12d %12d %12d %14.2f",
                rule.name(), sorted[EDITS / 2], sorted[EDITS * 9 / 10], sorted[EDITS - 1], mib(bytes[0] / EDITS));
    }

    private byte[] joined(int size) throws IOException {
        byte[] joined = new byte[size];
        int filled = 0;
        for (Path directory : directories) {
            for (Path file : regularFiles(directory)) {
                if (filled < size && Files.size(file) > MIB) {
                    byte[] bytes = Files.readAllBytes(file);
                    int part = Math.min(bytes.length, size - filled);
                    System.arraycopy(bytes, 0, joined, filled, part);
                    filled += part;
                }
            }
        }
        return Arrays.copyOf(joined, filled);
    }

    private static List<Path> regularFiles(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && Files.isReadable(file)
                        && Files.size(file) <= LARGEST_FILE) {
                    files.add(file);
                }
            }
        }
        files.sort(null);
        return files;
    }

    private static double mib(long bytes) {
        return (double) bytes / MIB;
    }
}
