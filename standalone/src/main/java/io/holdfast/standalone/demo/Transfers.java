package io.holdfast.standalone.demo;

import io.holdfast.standalone.terminal.Console;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Many files up, down and away, four at once, with a progress bar; notes what was refused and what differs. */
final class Transfers {
    private static final int REASONS_SHOWN = 5;

    private final Console console;
    private final List<String> refusals = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private int changed;

    Transfers(Console console) {
        this.console = console;
    }

    /** What arrived; a file that the server or the disk refuses is noted and left out. */
    List<UploadedFile> upload(Person person, String label, List<SourceFile> files)
            throws IOException, InterruptedException {
        Progress progress = new Progress(console, label, files.size(), sizeBytes(files));
        Uploader uploader = new Uploader(person);
        BatchUploader batches = new BatchUploader(person);
        return Parallel.map(Loads.of(files), load -> {
                    List<UploadedFile> together = load.size() > 1 ? batch(batches, load) : List.<UploadedFile>of();
                    return finish(uploader, load, together, progress);
                })
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    /** What a batch has not taken is tried by itself, which says why. */
    private List<UploadedFile> finish(
            Uploader uploader, List<SourceFile> load, List<UploadedFile> together, Progress progress)
            throws IOException, InterruptedException {
        Map<SourceFile, UploadedFile> taken = new HashMap<>();
        together.forEach(file -> taken.put(file.source(), file));
        List<UploadedFile> all = new ArrayList<>();
        for (SourceFile file : load) {
            UploadedFile done = taken.get(file);
            (done == null ? attempt(uploader, file) : Optional.of(done)).ifPresent(all::add);
            progress.done(file.sizeBytes());
        }
        return all;
    }

    private static List<UploadedFile> batch(BatchUploader batches, List<SourceFile> load)
            throws IOException, InterruptedException {
        try {
            return batches.upload(load);
        } catch (ApiProblem e) {
            if (!e.refusesTheFile()) {
                throw e;
            }
            return List.of();
        } catch (EOFException | FileSystemException e) {
            return List.of();
        }
    }

    /** Downloads every file and compares it with its source; returns how many bytes were equal. */
    long compare(Person person, String label, List<UploadedFile> files) throws IOException, InterruptedException {
        long total = files.stream().mapToLong(file -> file.source().sizeBytes()).sum();
        Progress progress = new Progress(console, label, files.size(), total);
        return Parallel.map(files, file -> {
                    boolean equal = equal(person, file);
                    progress.done(file.source().sizeBytes());
                    return equal ? file.source().sizeBytes() : 0;
                })
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    void delete(Person person, String label, List<String> fileIds) throws IOException, InterruptedException {
        Progress progress = Progress.ofFiles(console, label, fileIds.size());
        Parallel.map(fileIds, fileId -> {
            person.delete("/files/" + fileId);
            progress.done(0);
            return fileId;
        });
    }

    /** Files that were not taken, with the reason. */
    synchronized List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** Files that came back other than they went. */
    synchronized List<String> differences() {
        return List.copyOf(differences);
    }

    /** Source files that were written to while the demo ran, so that nothing can be said of them. */
    synchronized int changed() {
        return changed;
    }

    void printRefusals() {
        List<String> noted = refusals();
        noted.stream().limit(REASONS_SHOWN).forEach(reason -> console.line("  not taken: %s", reason));
        if (noted.size() > REASONS_SHOWN) {
            console.line("  and %d more", noted.size() - REASONS_SHOWN);
        }
    }

    private Optional<UploadedFile> attempt(Uploader uploader, SourceFile file)
            throws IOException, InterruptedException {
        try {
            return Optional.of(uploader.upload(file));
        } catch (ApiProblem e) {
            if (!e.refusesTheFile() && file.content().unchanged()) {
                throw e;
            }
            note(refusals, file.path() + ": " + e.getMessage());
        } catch (EOFException | FileSystemException e) {
            note(refusals, file.path() + ": cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private boolean equal(Person person, UploadedFile file) throws IOException, InterruptedException {
        try (InputStream source = file.source().content().openAt(0);
                InputStream copy = person.download(file.fileId())) {
            OptionalLong difference = Comparison.firstDifference(source, copy);
            if (difference.isEmpty()) {
                return true;
            }
            if (file.source().content().unchanged()) {
                note(differences, file.source().path() + " differs at byte " + difference.getAsLong());
            } else {
                countChanged();
            }
        } catch (EOFException | FileSystemException e) {
            countChanged();
        }
        return false;
    }

    private synchronized void countChanged() {
        changed++;
    }

    private synchronized void note(List<String> list, String line) {
        list.add(Objects.requireNonNull(line));
    }

    private static long sizeBytes(List<SourceFile> files) {
        return files.stream().mapToLong(SourceFile::sizeBytes).sum();
    }
}
