package io.holdfast.metadata.upload;

import java.util.Locale;

/** What becomes of new content whose base is not the current version any more. */
public enum OnConflict {
    /** It is kept beside the file, under a name that says so. */
    KEEP_BOTH('K'),
    /** It is refused. */
    FAIL('F'),
    /** It becomes the next version. */
    OVERWRITE('O');

    private final char letter;

    OnConflict(char letter) {
        this.letter = letter;
    }

    /** @throws IllegalArgumentException if it is none of {@code keep_both}, {@code fail}, {@code overwrite} */
    public static OnConflict parse(String word) {
        for (OnConflict way : values()) {
            if (way.name().toLowerCase(Locale.ROOT).equals(word)) {
                return way;
            }
        }
        throw new IllegalArgumentException("on_conflict is keep_both, fail or overwrite, not '" + word + "'");
    }

    static OnConflict ofLetter(String letter) {
        for (OnConflict way : values()) {
            if (way.letter == letter.charAt(0)) {
                return way;
            }
        }
        throw new IllegalArgumentException("not a way to treat a conflict: '" + letter + "'");
    }

    char letter() {
        return letter;
    }
}
