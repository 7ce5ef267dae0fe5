package io.holdfast.core.chunk;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ScalarScan} many places at a time. Compiled by itself, because {@code --release 17} hides incubator modules, and
 * loaded by name from {@link PlaceScan}, so that nothing needs the module. No branch depends on the bytes: every content takes
 * the same time.
 */
final class VectorScan implements PlaceScan {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> WORDS = LongVector.SPECIES_PREFERRED;
    /** Places that a step takes: eight vectors of words, each a byte further, cover every place of one vector's bytes. */
    private static final int STEP = BYTES.vectorByteSize();

    private final ScalarScan rest = new ScalarScan();

    /** Vectors of 16 bytes would be slower than the plain scan. */
    static PlaceScan ifFaster() {
        return STEP >= 32 ? new VectorScan() : new ScalarScan();
    }

    @Override
    public long smallest(byte[] bytes, int first, int last) {
        int at = first - WINDOW;
        int end = last - WINDOW - STEP + 1;
        if (at > end) {
            return rest.smallest(bytes, first, last);
        }
        LongVector even = LongVector.broadcast(WORDS, Long.MAX_VALUE);
        LongVector odd = even;
        for (; at <= end; at += STEP) {
            even = even.min(hashes(bytes, at)).min(hashes(bytes, at + 2));
            odd = odd.min(hashes(bytes, at + 1)).min(hashes(bytes, at + 3));
            even = even.min(hashes(bytes, at + 4)).min(hashes(bytes, at + 6));
            odd = odd.min(hashes(bytes, at + 5)).min(hashes(bytes, at + 7));
        }
        long smallest = even.min(odd).reduceLanes(VectorOperators.MIN);
        int next = at + WINDOW;
        return next > last ? smallest : Math.min(smallest, rest.smallest(bytes, next, last));
    }

    /** The hashes of every eighth place from {@code at + 8} on; reinterpretation is little-endian on every machine. */
    private static LongVector hashes(byte[] bytes, int at) {
        return ByteVector.fromArray(BYTES, bytes, at)
                .reinterpretAsLongs()
                .mul(FACTOR)
                .add(OFFSET);
    }
}
