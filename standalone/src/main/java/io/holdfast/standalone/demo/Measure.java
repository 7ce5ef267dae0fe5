package io.holdfast.standalone.demo;

import io.holdfast.core.block.BlockId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What one upload step cost.
 *
 * @param logicalBytes of its files
 * @param sentBytes of blocks over the network
 * @param sentBlocks how many those were
 * @param storedBytes by which {@code blocks/} has grown, compressed as it is there
 * @param storedObjects that {@code blocks/} has gained
 * @param savedBytes of the files that were in the store already, or are in these files more than once
 */
record Measure(
        String step,
        int files,
        long logicalBytes,
        long sentBytes,
        int sentBlocks,
        long storedBytes,
        int storedObjects,
        long savedBytes,
        double seconds) {

    static Measure of(String step, List<UploadedFile> uploaded, StoreListing gained, double seconds) {
        long logical =
                uploaded.stream().mapToLong(file -> file.source().sizeBytes()).sum();
        return new Measure(
                step,
                uploaded.size(),
                logical,
                uploaded.stream().mapToLong(UploadedFile::sentBytes).sum(),
                uploaded.stream().mapToInt(UploadedFile::sentBlocks).sum(),
                gained.sizeBytes(),
                gained.count(),
                logical - newBytes(uploaded, gained.blocks()),
                seconds);
    }

    /** The bytes of these files, before compression, that the store did not have. */
    private static long newBytes(List<UploadedFile> uploaded, Set<BlockId> gained) {
        Map<BlockId, Integer> fresh = new HashMap<>();
        uploaded.forEach(file -> fresh.putAll(file.blocks()));
        fresh.keySet().retainAll(gained);
        return fresh.values().stream().mapToLong(Integer::longValue).sum();
    }

    static List<String> heading() {
        return List.of(
                "", "files", "bytes", "sent", "blocks sent", "saved by dedup", "", "on disk", "new objects", "seconds");
    }

    List<String> row() {
        return List.of(
                step,
                Integer.toString(files),
                Bytes.text(logicalBytes),
                Bytes.text(sentBytes),
                Integer.toString(sentBlocks),
                Bytes.text(savedBytes),
                String.format(Locale.ROOT, "%.1f %%", logicalBytes == 0 ? 0 : 100.0 * savedBytes / logicalBytes),
                Bytes.text(storedBytes),
                Integer.toString(storedObjects),
                String.format(Locale.ROOT, "%.1f", seconds));
    }
}
