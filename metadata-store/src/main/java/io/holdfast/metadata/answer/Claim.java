package io.holdfast.metadata.answer;

import io.holdfast.core.block.BlockId;
import java.util.Optional;
import java.util.UUID;

/** What a request with a key finds. */
public sealed interface Claim {
    /** Nobody has done it: the caller is to do it, and to keep its answer or to let go of the key. */
    record Granted(UUID holder) implements Claim {}

    /**
     * It was done, and this was the answer.
     *
     * @param body names what was sent, if that was not known when the key was claimed
     */
    record Answered(StoredAnswer answer, Optional<BlockId> body) implements Claim {}

    /** Somebody is doing it right now. */
    record Busy() implements Claim {}

    /** The key was given to another request. */
    record OtherRequest() implements Claim {}
}
