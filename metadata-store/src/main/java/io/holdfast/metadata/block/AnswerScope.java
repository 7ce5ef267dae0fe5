package io.holdfast.metadata.block;

import java.util.Locale;

/** For which blocks "have you got this?" is answered with yes. */
public enum AnswerScope {
    /** Those that the caller may read already, and those that this upload has proved. The default. */
    READER,
    /** Every live block: saves bandwidth where all users trust each other. */
    SERVER;

    /** @throws IllegalArgumentException if it is neither {@code reader} nor {@code server} */
    public static AnswerScope parse(String word) {
        for (AnswerScope scope : values()) {
            if (scope.name().toLowerCase(Locale.ROOT).equals(word)) {
                return scope;
            }
        }
        throw new IllegalArgumentException("an answer scope is 'reader' or 'server', not '" + word + "'");
    }
}
