package io.holdfast.metadata.answer;

import java.util.UUID;

/** What a request with a key finds. */
public sealed interface Claim {
    /** Nobody has done it: the caller is to do it, and to keep its answer or to let go of the key. */
    record Granted(UUID holder) implements Claim {}

    /** It was done, and this was the answer. */
    record Answered(StoredAnswer answer) implements Claim {}

    /** Somebody is doing it right now. */
    record Busy() implements Claim {}

    /** The key was given to another request. */
    record OtherRequest() implements Claim {}
}
