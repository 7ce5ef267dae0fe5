package io.holdfast.core.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The definition, on any JVM. */
final class ScalarScan implements PlaceScan {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    @Override
    public long smallest(byte[] bytes, int first, int last) {
        long smallest = Long.MAX_VALUE;
        for (int place = first; place <= last; place++) {
            long hash = hash(bytes, place);
            if (hash < smallest) { // a branch that is hardly ever taken costs less than a minimum
                smallest = hash;
            }
        }
        return smallest;
    }

    /** The hash of one place. */
    static long hash(byte[] bytes, int place) {
        return (long) WORD.get(bytes, place - WINDOW) * FACTOR + OFFSET;
    }
}
