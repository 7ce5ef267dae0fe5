package io.holdfast.core.gc;

import java.util.Locale;

/** How an installation treats waiting times; chosen when it is made and never switched. */
public enum Profile {
    /** Every floor holds. */
    DEFAULT,
    /** For demonstrations and tests: garbage collection and the trash wait for nothing. */
    REHEARSAL;

    /** @throws IllegalArgumentException if it is neither {@code default} nor {@code rehearsal} */
    public static Profile parse(String word) {
        for (Profile profile : values()) {
            if (profile.word().equals(word)) {
                return profile;
            }
        }
        throw new IllegalArgumentException("a profile is 'default' or 'rehearsal', not '" + word + "'");
    }

    /** As in settings and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
