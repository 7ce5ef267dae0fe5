package io.holdfast.core.name;

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
        String counter = attempt < 2 ? "" : " " + attempt;
        return SuffixedName.of(original, " (" + tame(device) + "'s conflicted copy " + day + counter + ")");
    }

    private static String tame(String device) {
        String plain = device.strip().replaceAll("[\\p{Cntrl}/\\p{Cs}]", "-");
        int characters = plain.codePointCount(0, plain.length());
        int end = plain.offsetByCodePoints(0, Math.min(characters, MAX_DEVICE_CHARACTERS));
        return plain.isEmpty() ? "unknown device" : plain.substring(0, end);
    }
}
