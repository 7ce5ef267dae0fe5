package io.holdfast.core.name;

import java.time.LocalDate;

/** The name under which something comes back out of the trash when its own is taken: {@code stem (restored 2026-11-21).ext}. */
public final class RestoreName {
    private RestoreName() {}

    /**
     * @param original the name that it had
     * @param attempt 1 for the first try; from 2 on the number is part of the name: {@code (restored 2026-11-21 2)}
     * @return a legal name; a long stem is cut at a character's boundary
     */
    public static EntryName of(EntryName original, LocalDate day, int attempt) {
        String counter = attempt < 2 ? "" : " " + attempt;
        return SuffixedName.of(original, " (restored " + day + counter + ")");
    }
}
