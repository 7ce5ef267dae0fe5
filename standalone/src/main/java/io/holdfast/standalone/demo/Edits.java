package io.holdfast.standalone.demo;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.chunk.Chunker;
import io.holdfast.core.chunk.ChunkingProfile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Copies of large files with ten bytes inserted: what an edit costs when blocks are cut by content. */
final class Edits {
    /** From here on a file counts as large. */
    static final long LARGE_BYTES = 32L << 20;

    private static final int FILES = 3;
    private static final long GENERATED_BYTES = 100L << 20;
    private static final byte[] INSERTED = "0123456789".getBytes(StandardCharsets.US_ASCII);

    private Edits() {}

    /** Two copies each of the largest files: edited at the front and in the middle. */
    static List<SourceFile> of(SourceTree tree) {
        List<SourceFile> copies = new ArrayList<>();
        for (SourceFile file : tree.largest(FILES)) {
            if (file.sizeBytes() >= LARGE_BYTES) {
                copies.add(copy(file, "front", 0));
                copies.add(copy(file, "middle", file.sizeBytes() / 2));
            }
        }
        return copies;
    }

    static boolean hasLargeFile(SourceTree tree) {
        return tree.largest(1).stream().anyMatch(file -> file.sizeBytes() >= LARGE_BYTES);
    }

    /** A file of 100 MiB that no compression helps. */
    static SourceFile generate(Path folder, RandomGenerator random) throws IOException {
        Path file = folder.resolve("generated-100-MiB.bin");
        byte[] chunk = new byte[1 << 20];
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (long written = 0; written < GENERATED_BYTES; written += chunk.length) {
                random.nextBytes(chunk);
                out.write(chunk);
            }
        }
        return new SourceFile(
                "/generated/" + file.getFileName(),
                new Content.OfFile(file, GENERATED_BYTES, Files.getLastModifiedTime(file)));
    }

    /** The bytes that these copies would have sent, had everything been cut every 4 MiB. */
    static long sentIfFixed(List<SourceFile> copies) throws IOException {
        long sent = 0;
        for (SourceFile copy : copies) {
            if (copy.content() instanceof Content.Edited edited) {
                Map<BlockId, Integer> fresh = fixedBlocks(edited);
                fresh.keySet().removeAll(fixedBlocks(edited.original()).keySet());
                sent += fresh.values().stream().mapToLong(Integer::longValue).sum();
            }
        }
        return sent;
    }

    private static Map<BlockId, Integer> fixedBlocks(Content content) throws IOException {
        Map<BlockId, Integer> blocks = new HashMap<>();
        try (InputStream in = content.openAt(0)) {
            Chunker.of(ChunkingProfile.FIXED_4M).split(in, block -> blocks.put(block.hash(), block.sizeBytes()));
        }
        return blocks;
    }

    private static SourceFile copy(SourceFile file, String where, long at) {
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        return new SourceFile("/edited/" + where + "-" + name, new Content.Edited(file.content(), at, INSERTED));
    }
}
