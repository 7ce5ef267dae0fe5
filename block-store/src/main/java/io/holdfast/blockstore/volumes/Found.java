package io.holdfast.blockstore.volumes;

/** What looking for a piece came to. */
sealed interface Found {
    /** It is there and whole. */
    record Good(Piece piece) implements Found {}

    /** The volume is there, the piece is not. */
    record Missing() implements Found {}

    /** It is there and is not what was stored, or the disk does not give it out. */
    record Bad(String why) implements Found {}

    /** The volume is not there. */
    record Away(String why) implements Found {}

    /** Whether a piece may be made anew in its place. */
    default boolean lost() {
        return this instanceof Missing || this instanceof Bad;
    }
}
