package io.holdfast.blockstore.hdfs;

import io.holdfast.blockstore.hdfs.HdfsFiles.Naming;
import io.holdfast.blockstore.key.KeyMark;
import io.holdfast.blockstore.pack.PackName;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.ChecksumException;

/** What lies where under the directory of the store; {@code docs/format.md} defines it. */
final class Layout {
    /** Written last, so its presence says that the directories are complete. */
    static final String FORMAT_KEY = "FORMAT";

    /** Beside the unfinished files, so that the same policies hold for both. */
    static final String PACKS = "objects/packs";

    private static final String OBJECTS = "objects/";
    private static final String FORMAT = "holdfast blocks 1\n";
    /** There may be packs, which releases that know only format 1 would not find. */
    private static final String WITH_PACKS = "holdfast blocks 2\n";

    private static final String KEYS_KEY = "KEYS";
    private static final int SMALL = 1_000;
    private static final int DIGITS = 16;

    private final HdfsFiles files;
    private final Unfinished unfinished;

    Layout(HdfsFiles files, Unfinished unfinished) {
        this.files = files;
        this.unfinished = unfinished;
    }

    /** A NameNode takes about a million names in one directory, so there are 256. */
    static String key(ObjectName name) {
        String hash = name.block().hex();
        return OBJECTS + hash.charAt(0) + "/" + hash.charAt(1) + "/" + name;
    }

    static String pack(long generation) {
        return PACKS + "/" + PackName.of(generation);
    }

    /** Of the file that holds it: its own, or a pack. */
    static String key(Location location) {
        return location.packed() ? pack(location.object()) : key(location.name());
    }

    static Stream<String> shards() {
        return IntStream.range(0, DIGITS * DIGITS)
                .mapToObj(i -> OBJECTS + Integer.toHexString(i / DIGITS) + "/" + Integer.toHexString(i % DIGITS));
    }

    /** Makes the store if it is not there. */
    void open() {
        if (small(FORMAT_KEY).isEmpty()) {
            files.makeDirectory(Unfinished.DIRECTORY);
            shards().forEach(files::makeDirectory);
            String fresh = written(FORMAT);
            if (files.rename(fresh, FORMAT_KEY) == Naming.TAKEN) {
                files.delete(fresh); // another process was first
            }
        }
        String found = small(FORMAT_KEY).orElse("");
        if (!found.equals(FORMAT) && !found.equals(WITH_PACKS)) {
            throw new Unavailable(files + FORMAT_KEY + " says '" + found.strip() + "', this version knows '"
                    + FORMAT.strip() + "' and '" + WITH_PACKS.strip() + "'");
        }
    }

    /**
     * Makes the directory of the packs and notes that there may be some; durable once it returns. Processes that do this at once do the
     * same.
     */
    void prepareForPacks() {
        requirePresent();
        files.makeDirectory(PACKS);
        if (!small(FORMAT_KEY).equals(Optional.of(WITH_PACKS))) {
            files.replace(written(WITH_PACKS), FORMAT_KEY);
        }
    }

    /**
     * To be called before a missing file is taken for a missing block.
     *
     * @throws Unavailable if the store is not there
     */
    void requirePresent() {
        if (files.find(FORMAT_KEY).isEmpty()) {
            throw new Unavailable(
                    "there is no block store in " + files + "; was the directory or its content removed?");
        }
    }

    /** Empty if the store never had an encrypted object. */
    Optional<KeyMark> mark() {
        try {
            return small(KEYS_KEY).map(KeyMark::parse);
        } catch (IllegalArgumentException e) {
            throw new Unavailable(files + KEYS_KEY + ": " + e.getMessage(), e);
        }
    }

    /** Durable once it returns. Processes that do this at the same time write the same. */
    void mark(KeyMark mark) {
        files.replace(written(mark.text()), KEYS_KEY);
    }

    private String written(String text) {
        String fresh = unfinished.fresh();
        if (files.create(fresh, text.getBytes(StandardCharsets.US_ASCII)) == Naming.TAKEN) {
            throw new Unavailable(files + fresh + " is there already");
        }
        return fresh;
    }

    private Optional<String> small(String key) {
        try {
            return files.read(key, SMALL).map(got -> new String(got.bytes(), StandardCharsets.US_ASCII));
        } catch (ChecksumException e) {
            throw new Unavailable("every copy of " + files + key + " is damaged: " + e.getMessage(), e);
        }
    }
}
