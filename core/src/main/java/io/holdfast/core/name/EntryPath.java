package io.holdfast.core.name;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A path from the root of a namespace, {@code /docs/report.pdf}; the root itself has no names and reads {@code /}. */
public record EntryPath(List<EntryName> names) {
    public static final EntryPath ROOT = new EntryPath(List.of());
    /** The longest path, in bytes of UTF-8, its leading slash included. */
    public static final int MAX_BYTES = 4096;
    /** The most names in a path. */
    public static final int MAX_DEPTH = 256;

    public EntryPath {
        names = List.copyOf(names);
        if (names.size() > MAX_DEPTH) {
            throw new InvalidRequest("path", "a path is at most " + MAX_DEPTH + " deep, not " + names.size());
        }
        int bytes = text(names).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new InvalidRequest("path", "a path has at most " + MAX_BYTES + " bytes, not " + bytes);
        }
    }

    /**
     * Names parted by slashes; the leading slash may be left out.
     *
     * @throws InvalidRequest if a name is not allowed, or empty as in {@code a//b} or {@code a/}
     */
    public static EntryPath parse(String text) {
        if (text.length() > MAX_BYTES) {
            throw new InvalidRequest("path", "a path has at most " + MAX_BYTES + " bytes");
        }
        String inner = text.startsWith("/") ? text.substring(1) : text;
        if (inner.isEmpty()) {
            return ROOT;
        }
        try {
            return new EntryPath(
                    Arrays.stream(inner.split("/", -1)).map(EntryName::of).toList());
        } catch (InvalidRequest e) {
            throw new InvalidRequest("path", String.valueOf(e.getMessage()));
        }
    }

    public boolean isRoot() {
        return names.isEmpty();
    }

    /** @throws IllegalStateException for the root, which has no name */
    public EntryName name() {
        requireNotRoot();
        return names.get(names.size() - 1);
    }

    /** @throws IllegalStateException for the root */
    public EntryPath parent() {
        requireNotRoot();
        return new EntryPath(names.subList(0, names.size() - 1));
    }

    public EntryPath child(EntryName name) {
        return new EntryPath(Stream.concat(names.stream(), Stream.of(name)).toList());
    }

    /** With its leading slash. */
    @Override
    public String toString() {
        return text(names);
    }

    private void requireNotRoot() {
        if (isRoot()) {
            throw new IllegalStateException("the root has neither name nor parent");
        }
    }

    private static String text(List<EntryName> names) {
        return names.stream().map(EntryName::value).collect(Collectors.joining("/", "/", ""));
    }
}
