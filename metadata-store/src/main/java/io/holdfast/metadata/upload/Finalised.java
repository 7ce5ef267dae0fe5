package io.holdfast.metadata.upload;

/** How a ticket ended. */
public enum Finalised {
    /** The block is live and its bytes are this ticket's object. */
    STORED,
    /** Another upload was first; the block is live, and this ticket's object (if published) will be deleted. */
    DUPLICATE,
    /** The ticket had been reaped; its object will be deleted. Plan the block again. */
    REAPED,
    /** The block that was to be proved is gone by now. Plan it again: this time it is to be stored. */
    GONE
}
