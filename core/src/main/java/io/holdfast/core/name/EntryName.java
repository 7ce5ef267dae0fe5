package io.holdfast.core.name;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/**
 * The name of a file or folder within its folder: NFC, case kept. Make one with {@link #of(String)}, which normalises and checks
 * what a client sent; the constructor takes only what is normal already.
 */
public record EntryName(String value) {
    /** The longest name, in bytes of UTF-8 after normalisation. */
    public static final int MAX_BYTES = 255;

    public EntryName {
        if (!Normalizer.isNormalized(value, Normalizer.Form.NFC)) {
            throw new IllegalArgumentException("a name is in NFC: '" + value + "'");
        }
        String problem = problemOf(value);
        if (!problem.isEmpty()) {
            throw new InvalidRequest("name", problem);
        }
    }

    /** @throws InvalidRequest if no folder may hold such a name; says why */
    public static EntryName of(String given) {
        return new EntryName(Normalizer.normalize(given, Normalizer.Form.NFC));
    }

    /**
     * The name under case folding: equal for names that differ in case or normalisation only. Unique per folder.
     *
     * <p>Lower, upper, lower again is Unicode's full case folding for every letter with a case, the German sharp s included.
     */
    public String key() {
        String folded = value.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    @Override
    public String toString() {
        return value;
    }

    private static String problemOf(String name) {
        if (name.isEmpty()) {
            return "a name is empty";
        }
        if (name.equals(".") || name.equals("..")) {
            return "'" + name + "' is not a name";
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            return "a name holds neither '/' nor NUL";
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            return "a name is not valid Unicode (half of a surrogate pair)";
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return bytes <= MAX_BYTES ? "" : "a name has at most " + MAX_BYTES + " bytes, not " + bytes;
    }
}
