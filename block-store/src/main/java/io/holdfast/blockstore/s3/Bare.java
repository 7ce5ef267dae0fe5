package io.holdfast.blockstore.s3;

import io.holdfast.blockstore.s3.Bucket.Got;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.ObjectName;
import java.util.Optional;

/**
 * A block that a client sent to the bucket itself: its bytes and nothing else, under the name that its frame would have. It is one if the
 * SHA-256 of all its bytes is the block of its name. A frame never is: it would have to contain its own hash.
 */
final class Bare {
    private Bare() {}

    /** The block, verified; empty if the object is not a bare one. */
    static Optional<BlockBytes> read(ObjectName name, Got got) {
        boolean whole = got.bytes().length == got.sizeBytes() && got.sizeBytes() <= BlockBytes.MAX_SIZE_BYTES;
        return whole
                ? Optional.of(BlockBytes.wrap(got.bytes()))
                        .filter(bytes -> bytes.hash().equals(name.block()))
                : Optional.empty();
    }
}
