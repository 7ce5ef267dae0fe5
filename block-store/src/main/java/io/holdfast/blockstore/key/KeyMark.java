package io.holdfast.blockstore.key;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a store remembers of the keystore that its objects need: which one, and the highest block key that may have been used. It is written
 * durably before the first object that needs the key.
 *
 * @param keystore 32 hex digits
 */
public record KeyMark(String keystore, int highestKey) {
    private static final Pattern FORM = Pattern.compile("holdfast keys ([0-9a-f]{32}) ([1-9][0-9]{0,8})\n");

    public KeyMark {
        if (!keystore.matches("[0-9a-f]{32}") || highestKey < 1) {
            throw new IllegalArgumentException("not the mark of a keystore: " + keystore + ", " + highestKey);
        }
    }

    /** @throws IllegalArgumentException if the text is no mark */
    public static KeyMark parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not the mark of a keystore: '" + text.strip() + "'");
        }
        return new KeyMark(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    /** One line of ASCII. */
    public String text() {
        return "holdfast keys " + keystore + " " + highestKey + "\n";
    }

    /** Whether a store with this mark must be marked anew before keys up to the other's are used. */
    public boolean olderThan(KeyMark other) {
        return keystore.equals(other.keystore) && highestKey < other.highestKey;
    }
}
