package io.holdfast.core.gc;

/** Where the row of a block stands. Deleted is no row. Every change raises the row's {@code ver}. */
public enum BlockState {
    /** Its bytes are durable and whoever has evidence may cite it. */
    LIVE('L'),
    /** Found unreferenced by an epoch; a commit or a probe brings it back. */
    CONDEMNED('C'),
    /** About to be deleted, still readable; brought back only after its object was seen. */
    QUARANTINED('Q');

    private final char letter;

    BlockState(char letter) {
        this.letter = letter;
    }

    /** @throws IllegalArgumentException if it is not the letter of a state */
    public static BlockState parse(String letter) {
        return switch (letter) {
            case "L" -> LIVE;
            case "C" -> CONDEMNED;
            case "Q" -> QUARANTINED;
            default -> throw new IllegalArgumentException("not the state of a block: '" + letter + "'");
        };
    }

    /** As in the database. */
    public char letter() {
        return letter;
    }
}
