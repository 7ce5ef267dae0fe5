package io.holdfast.metadata.gc;

/** Who says that a block is not referenced. None of them is believed. */
public enum Nominator {
    /** The count of the stream. */
    HINT('H'),
    /** The mark over the lake. */
    LAKE('L'),
    /** PostgreSQL's own references. */
    POSTGRES('P');

    private final char letter;

    Nominator(char letter) {
        this.letter = letter;
    }

    String letter() {
        return String.valueOf(letter);
    }
}
