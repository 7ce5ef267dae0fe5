package io.holdfast.blockstore.s3;

import io.holdfast.blockstore.key.KeyMark;
import io.holdfast.blockstore.pack.PackName;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What lies where under the prefix; {@code docs/format.md} defines it. */
final class Layout {
    static final String OBJECTS = "objects/";
    static final String PACKS = "packs/";
    static final String SELF_TESTS = "self-test/";

    private static final String FORMAT_KEY = "FORMAT";
    private static final String FORMAT = "holdfast blocks 1\n";
    /** There may be packs, which releases that know only format 1 would not find. */
    private static final String WITH_PACKS = "holdfast blocks 2\n";

    private static final String KEYS_KEY = "KEYS";
    private static final int SMALL = 1_000;
    private static final int EVIDENCE_DIGITS = 16;

    private final Bucket bucket;

    Layout(Bucket bucket) {
        this.bucket = bucket;
    }

    static String key(ObjectName name) {
        return OBJECTS + name;
    }

    static String pack(long generation) {
        return PACKS + PackName.of(generation);
    }

    /** Of the object that holds it: its own, or a pack. */
    static String key(Location location) {
        return location.packed() ? pack(location.object()) : key(location.name());
    }

    /** Where what took the place of an object is kept; the same for the same bytes, whoever finds it and how often. */
    static String evidence(String key, byte[] damaged) {
        return "evidence/" + key.substring(key.indexOf('/') + 1) + "."
                + BlockId.hash(ByteBuffer.wrap(damaged)).hex().substring(0, EVIDENCE_DIGITS);
    }

    /** Makes the store if it is not there; the bucket itself must be. */
    void open() {
        byte[] format = FORMAT.getBytes(StandardCharsets.US_ASCII);
        if (small(FORMAT_KEY).isEmpty()) {
            bucket.create(
                    FORMAT_KEY, format, BlockId.hash(ByteBuffer.wrap(format)).bytes());
        }
        String found = small(FORMAT_KEY).orElse("");
        if (!found.equals(FORMAT) && !found.equals(WITH_PACKS)) {
            throw new Unavailable(bucket + FORMAT_KEY + " says '" + found.strip() + "', this version knows '"
                    + FORMAT.strip() + "' and '" + WITH_PACKS.strip() + "'");
        }
    }

    /** Notes that there may be packs; durable once it returns. Processes that do this at once do the same. */
    void prepareForPacks() {
        requirePresent();
        if (!small(FORMAT_KEY).equals(Optional.of(WITH_PACKS))) {
            bucket.replace(FORMAT_KEY, WITH_PACKS.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /**
     * To be called before a missing object is taken for a missing block.
     *
     * @throws Unavailable if the store is not there
     */
    void requirePresent() {
        if (bucket.size(FORMAT_KEY).isEmpty()) {
            throw new Unavailable("there is no block store in " + bucket + "; was the bucket or its content removed?");
        }
    }

    /** Empty if the store never had an encrypted object. */
    Optional<KeyMark> mark() {
        try {
            return small(KEYS_KEY).map(KeyMark::parse);
        } catch (IllegalArgumentException e) {
            throw new Unavailable(bucket + KEYS_KEY + ": " + e.getMessage(), e);
        }
    }

    void mark(KeyMark mark) {
        bucket.replace(KEYS_KEY, mark.text().getBytes(StandardCharsets.US_ASCII));
    }

    private Optional<String> small(String key) {
        return bucket.read(key, SMALL).map(got -> new String(got.bytes(), StandardCharsets.US_ASCII));
    }
}
