package io.holdfast.core.name;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** The name under which the loser of an edit conflict is kept: {@code stem (DEVICE's conflicted copy 2026-11-21).ext}. */
public final class ConflictName {
    private static final int MAX_DEVICE_CHARACTERS = 40;

    private ConflictName() {}

    /**
     * @param original the name both sides wanted
     * @param device the name of the device whose content is set aside, as its user wrote it
     * @param attempt 1 for the first try; from 2 on the number is part of the name
     * @return a legal name; a long stem is cut at a character's boundary
     */
    public static EntryName of(EntryName original, String device, LocalDate day, int attempt) {
        String name = original.value();
        int dot = name.lastIndexOf('.');
        boolean hasExtension = dot > 0 && name.length() - dot <= 16;
        String stem = hasExtension ? name.substring(0, dot) : name;
        String extension = hasExtension ? name.substring(dot) : "";
        String counter = attempt < 2 ? "" : " " + attempt;
        String suffix = " (" + tame(device) + "'s conflicted copy " + day + counter + ")" + extension;
        return EntryName.of(cut(stem, EntryName.MAX_BYTES - bytes(suffix)) + suffix);
    }

    private static String tame(String device) {
        String plain = device.strip().replaceAll("[\\p{Cntrl}/\\p{Cs}]", "-");
        int characters = plain.codePointCount(0, plain.length());
        int end = plain.offsetByCodePoints(0, Math.min(characters, MAX_DEVICE_CHARACTERS));
        return plain.isEmpty() ? "unknown device" : plain.substring(0, end);
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
