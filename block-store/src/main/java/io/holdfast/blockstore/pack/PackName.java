package io.holdfast.blockstore.pack;

import java.util.HexFormat;
import java.util.OptionalLong;

/** What a pack is called where it lies: {@code <generation>.pack}, the generation as 16 lower-case hex digits. */
public final class PackName {
    private static final String SUFFIX = ".pack";
    private static final int DIGITS = 16;

    private PackName() {}

    public static String of(long generation) {
        return HexFormat.of().toHexDigits(generation) + SUFFIX;
    }

    /** The generation; empty if that is not the name of a pack. */
    public static OptionalLong parse(String name) {
        if (name.length() != DIGITS + SUFFIX.length() || !name.endsWith(SUFFIX)) {
            return OptionalLong.empty();
        }
        try {
            long generation = Long.parseUnsignedLong(name.substring(0, DIGITS), DIGITS);
            return of(generation).equals(name) ? OptionalLong.of(generation) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
