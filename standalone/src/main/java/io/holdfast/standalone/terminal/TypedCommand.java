package io.holdfast.standalone.terminal;

/** What the person typed to reach us, so that a hint can be typed the same way. */
public final class TypedCommand {
    private static final String NAME = System.getProperty("holdfast.command", "holdfast");

    private TypedCommand() {}

    /** For example {@code ./holdfast down} for {@code down}. */
    public static String with(String words) {
        return NAME + " " + words;
    }
}
