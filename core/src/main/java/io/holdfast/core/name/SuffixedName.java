package io.holdfast.core.name;

import java.nio.charset.StandardCharsets;

/** A name with something between its stem and its extension: {@code report (…).pdf}. */
final class SuffixedName {
    /** What comes behind a dot is an extension if it has at most so many characters, the dot included. */
    private static final int MAX_EXTENSION = 16;

    private SuffixedName() {}

    /** A legal name; a long stem is cut at a character's boundary. */
    static EntryName of(EntryName original, String suffix) {
        String name = original.value();
        int dot = name.lastIndexOf('.');
        boolean hasExtension = dot > 0 && name.length() - dot <= MAX_EXTENSION;
        String stem = hasExtension ? name.substring(0, dot) : name;
        String tail = suffix + (hasExtension ? name.substring(dot) : "");
        return EntryName.of(cut(stem, EntryName.MAX_BYTES - bytes(tail)) + tail);
    }

    private static String cut(String text, int maxBytes) {
        String rest = text;
        while (bytes(rest) > maxBytes) {
            rest = rest.substring(0, rest.offsetByCodePoints(rest.length(), -1));
        }
        return rest;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
