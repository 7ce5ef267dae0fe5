package io.holdfast.standalone.demo;

import io.holdfast.core.block.BlockId;
import io.holdfast.standalone.data.PrivateFiles;
import io.holdfast.standalone.system.JobRun;
import io.holdfast.standalone.system.MaintenanceClient;
import io.holdfast.standalone.terminal.Console;
import io.holdfast.standalone.terminal.ExitCode;
import io.holdfast.standalone.terminal.TypedCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The script of the demo: two people upload the same files, one uploads edited copies, everything is compared byte by byte, half
 * is deleted, garbage is collected, and what is left is compared again. Ends with a table of what was measured.
 */
public final class Demo {
    /** Epochs until the garbage must be gone; one is enough unless another client was just at work. */
    private static final int COLLECTIONS = 3;

    private final DemoHost host;
    private final Console console;
    private final RandomGenerator random;
    private final Transfers transfers;
    private final List<String> problems = new ArrayList<>();
    private final List<Measure> measures = new ArrayList<>();
    private final List<List<String>> findings = new ArrayList<>();

    public Demo(DemoHost host, Console console, RandomGenerator random) {
        this.host = host;
        this.console = console;
        this.random = random;
        this.transfers = new Transfers(console);
    }

    /** @return {@link ExitCode#FAILED} if anything is not as it must be */
    public ExitCode run(DemoSource source) throws IOException, InterruptedException {
        Path scratch = host.data().temporary("demo");
        PrivateFiles.deleteTree(scratch);
        PrivateFiles.createDirectories(scratch);
        try {
            return run(source.scan(), scratch);
        } finally {
            PrivateFiles.deleteTree(scratch);
        }
    }

    private ExitCode run(SourceTree found, Path scratch) throws IOException, InterruptedException {
        MaintenanceClient maintenance = MaintenanceClient.of(host.instance(), host.data());
        People people = new People(host.instance().endpoints().api(), host.data(), random);
        if (people.clearEarlier() > 0 && host.rehearsal()) {
            console.line("clearing away what an earlier demo left");
            job(maintenance, "retention");
            job(maintenance, "gc");
        }
        SourceTree tree = withLargeFile(found, scratch);
        console.line("%d files, %s", tree.files().size(), Bytes.text(tree.sizeBytes()));
        if (tree.links() + tree.unreadable() + tree.special() > 0) {
            console.line(
                    "  left out: %d links, %d unreadable, %d special files",
                    tree.links(), tree.unreadable(), tree.special());
        }
        Person first = people.register();
        Person second = people.register();
        Streams streams = new Streams(host.instance().endpoints().dashboards(), console);
        long before = streams.committedBytes();
        StoreListing baseline = listing();

        List<UploadedFile> ofFirst = upload(first, "first user", tree.files());
        List<UploadedFile> ofSecond = upload(second, "second user, the same", tree.files());
        console.line("  (sent although stored: the server tells nobody of blocks that only others may read)");
        List<SourceFile> copies = Edits.of(tree);
        List<UploadedFile> edited = upload(first, "edited copies", copies);
        transfers.printRefusals();
        finding("the edited copies with blocks cut every 4 MiB would have sent", Bytes.text(Edits.sentIfFixed(copies)));

        Map<String, UploadedFile> firstFiles = byId(concat(ofFirst, edited));
        Map<String, UploadedFile> secondFiles = byId(ofSecond);
        compare(first, second, firstFiles, secondFiles, "compared byte by byte after download");
        awaitStreams(streams, before, concat(List.copyOf(firstFiles.values()), List.copyOf(secondFiles.values())));
        job(maintenance, "rollups");
        Set<BlockId> ours = live(firstFiles, secondFiles);

        List<String> goneOfFirst = half(firstFiles);
        List<String> goneOfSecond = half(secondFiles);
        transfers.delete(first, "deleting half", goneOfFirst);
        transfers.delete(second, "deleting half", goneOfSecond);
        firstFiles.keySet().removeAll(goneOfFirst);
        secondFiles.keySet().removeAll(goneOfSecond);
        finding("deleted", goneOfFirst.size() + goneOfSecond.size() + " files");
        collect(maintenance, new Garbage(baseline, ours, live(firstFiles, secondFiles), host.company()));
        compare(first, second, firstFiles, secondFiles, "what is left, compared again");
        job(maintenance, "rollups");
        return report();
    }

    private SourceTree withLargeFile(SourceTree found, Path scratch) throws IOException {
        if (Edits.hasLargeFile(found)) {
            return found;
        }
        console.line(
                "no file here is as large as %s: adding one of random bytes, to show what an edit costs",
                Bytes.text(Edits.LARGE_BYTES));
        return found.and(Edits.generate(scratch, random));
    }

    private List<UploadedFile> upload(Person person, String step, List<SourceFile> files)
            throws IOException, InterruptedException {
        StoreListing before = listing();
        long begin = System.nanoTime();
        List<UploadedFile> uploaded = transfers.upload(person, step, files);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Measure measure = Measure.of(step, uploaded, listing().without(before), seconds);
        measures.add(measure);
        console.line(
                "%-24s %s in %.1f s: sent %s, saved by dedup %s, stored %s",
                step,
                Bytes.text(measure.logicalBytes()),
                seconds,
                Bytes.text(measure.sentBytes()),
                Bytes.text(measure.savedBytes()),
                Bytes.text(measure.storedBytes()));
        return uploaded;
    }

    private void compare(
            Person first,
            Person second,
            Map<String, UploadedFile> firstFiles,
            Map<String, UploadedFile> secondFiles,
            String step)
            throws IOException, InterruptedException {
        int before = transfers.differences().size();
        long bytes = transfers.compare(first, step, List.copyOf(firstFiles.values()))
                + transfers.compare(second, step, List.copyOf(secondFiles.values()));
        int different = transfers.differences().size() - before;
        String result = (firstFiles.size() + secondFiles.size()) + " files, " + Bytes.text(bytes) + " equal, "
                + different + " differ";
        finding(step, result);
        console.line("%s: %s", step, result);
    }

    private void awaitStreams(Streams streams, long before, List<UploadedFile> files)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long wanted =
                files.stream().mapToLong(file -> file.source().sizeBytes()).sum();
        long counted = streams.await(before + wanted) - before;
        if (counted < wanted) {
            problems.add("the stream jobs have counted " + counted + " bytes of " + wanted);
        }
        finding("counted by the stream jobs", Bytes.text(counted) + " of " + Bytes.text(wanted) + " committed");
        console.line("the stream jobs have caught up after %.1f s", (System.nanoTime() - begin) / 1e9);
    }

    private void collect(MaintenanceClient maintenance, Garbage rule) throws IOException, InterruptedException {
        if (!host.rehearsal()) {
            console.line(
                    "this system has the default profile: its garbage waits, so only the plan of a collection is shown");
            printFigures(maintenance.run("gc", MaintenanceClient.Mode.DRY_RUN, console::progress));
            return;
        }
        StoreListing full = listing();
        job(maintenance, "retention");
        StoreListing garbage = rule.in(full);
        for (int i = 0; i < COLLECTIONS && garbage.count() > 0; i++) {
            job(maintenance, "gc");
            garbage = rule.in(listing());
        }
        StoreListing left = listing();
        finding(
                "on disk before and after collection",
                Bytes.text(full.sizeBytes()) + " -> " + Bytes.text(left.sizeBytes()));
        finding(
                "freed by garbage collection",
                Bytes.text(full.sizeBytes() - left.sizeBytes()) + " in " + (full.count() - left.count()) + " objects");
        finding("objects on disk that no file refers to", garbage.count() + ", " + Bytes.text(garbage.sizeBytes()));
        if (garbage.count() > 0) {
            problems.add(garbage.count() + " objects are on disk that no file refers to");
        }
        Set<BlockId> lost = new HashSet<>(rule.live());
        lost.removeAll(left.blocks());
        if (!lost.isEmpty()) {
            problems.add(lost.size() + " blocks of files that are kept are not on disk");
        }
    }

    private void job(MaintenanceClient maintenance, String name) throws IOException, InterruptedException {
        JobRun run = maintenance.run(name, MaintenanceClient.Mode.EXECUTE, console::progress);
        if (run.succeeded()) {
            console.line("job %-20s succeeded after %.1f s", name, run.seconds());
        } else {
            problems.add("the job " + name + " " + run.state() + ": " + run.problem());
        }
    }

    private void printFigures(JobRun run) {
        run.figures().properties().forEach(figure -> console.line("  %-32s %s", figure.getKey(), figure.getValue()));
    }

    private ExitCode report() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Measure.heading());
        measures.forEach(measure -> rows.add(measure.row()));
        console.line("");
        new Table(rows).lines().forEach(line -> console.line("%s", line));
        console.line("");
        new Table(findings).lines().forEach(line -> console.line("%s", line));
        if (transfers.changed() > 0) {
            console.line("%d files changed while they were read", transfers.changed());
        }
        console.line("not taken by the server: %d files", transfers.refusals().size());
        console.line(
                "on disk: by walking %s, compressed; saved by dedup: before compression",
                host.data().blocks());
        console.line("dashboards: %s", host.instance().endpoints().dashboards());
        console.line(
                "stop it with: %s",
                TypedCommand.with("down --data " + host.data().root()));
        problems.addAll(transfers.differences());
        problems.forEach(console::problem);
        return problems.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void finding(String what, String value) {
        findings.add(List.of(what, value));
    }

    private StoreListing listing() throws IOException {
        return StoreListing.walk(host.data().blocks());
    }

    /** Every second one in the order of paths, so that both people lose the same. */
    static List<String> half(Map<String, UploadedFile> files) {
        List<String> ids = List.copyOf(files.keySet());
        List<String> half = new ArrayList<>();
        for (int i = 0; i < ids.size(); i += 2) {
            half.add(ids.get(i));
        }
        return half;
    }

    /** By file; two sources that the server keeps as one file (names that differ in case only, equal content) count once. */
    private static Map<String, UploadedFile> byId(List<UploadedFile> files) {
        Map<String, UploadedFile> byId = new LinkedHashMap<>();
        files.forEach(file -> byId.put(file.fileId(), file));
        return byId;
    }

    private static Set<BlockId> live(Map<String, UploadedFile> one, Map<String, UploadedFile> other) {
        Set<BlockId> live = new HashSet<>();
        one.values().forEach(file -> live.addAll(file.blocks().keySet()));
        other.values().forEach(file -> live.addAll(file.blocks().keySet()));
        return live;
    }

    private static List<UploadedFile> concat(List<UploadedFile> one, List<UploadedFile> other) {
        List<UploadedFile> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }
}
