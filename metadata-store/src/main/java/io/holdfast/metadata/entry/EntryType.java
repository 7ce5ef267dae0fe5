package io.holdfast.metadata.entry;

/** What an entry is. */
public enum EntryType {
    FILE('F'),
    FOLDER('D');

    private final char code;

    EntryType(char code) {
        this.code = code;
    }

    /** The letter in the database. */
    public char code() {
        return code;
    }

    public static EntryType ofCode(String code) {
        return switch (code) {
            case "F" -> FILE;
            case "D" -> FOLDER;
            default -> throw new IllegalArgumentException("no entry type has the code '" + code + "'");
        };
    }
}
