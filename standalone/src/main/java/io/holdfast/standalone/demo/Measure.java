package io.holdfast.standalone.demo;

import java.util.List;
import java.util.Locale;

/**
 * What one upload step cost.
 *
 * @param logicalBytes of its files
 * @param sentBytes of blocks over the network
 * @param sentBlocks how many those were
 * @param storedBytes by which {@code blocks/} has grown, compressed as it is there
 * @param storedBlocks objects that {@code blocks/} has gained
 */
record Measure(
        String step,
        int files,
        long logicalBytes,
        long sentBytes,
        int sentBlocks,
        long storedBytes,
        int storedBlocks,
        double seconds) {

    static Measure of(String step, List<UploadedFile> uploaded, StoreListing gained, double seconds) {
        return new Measure(
                step,
                uploaded.size(),
                uploaded.stream().mapToLong(file -> file.source().sizeBytes()).sum(),
                uploaded.stream().mapToLong(UploadedFile::sentBytes).sum(),
                uploaded.stream().mapToInt(UploadedFile::sentBlocks).sum(),
                gained.sizeBytes(),
                gained.count(),
                seconds);
    }

    static List<String> heading() {
        return List.of("", "files", "bytes", "sent", "blocks sent", "stored on disk", "new blocks", "seconds");
    }

    List<String> row() {
        return List.of(
                step,
                Integer.toString(files),
                Bytes.text(logicalBytes),
                Bytes.text(sentBytes),
                Integer.toString(sentBlocks),
                Bytes.text(storedBytes),
                Integer.toString(storedBlocks),
                String.format(Locale.ROOT, "%.1f", seconds));
    }
}
