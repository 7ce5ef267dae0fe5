package io.holdfast.core.chunk;

import java.lang.reflect.InvocationTargetException;

/**
 * The part of {@code cdc-v1} that looks at every byte. A place is an index at which a block may end; its hash is made of the
 * eight bytes before it: as a little-endian number, times {@link #FACTOR}, plus {@link #OFFSET}, modulo 2^64, compared as a
 * signed number. Every implementation returns the same numbers.
 */
interface PlaceScan {
    long FACTOR = 0xD6E8FEB86659FD93L;
    /** Keeps words that end in zeros, common in binary files, away from the smallest hashes. */
    long OFFSET = 0x9E3779B97F4A7C15L;
    /** Bytes before a place that make its hash. */
    int WINDOW = 8;

    /** The smallest hash of the places from {@code first} to {@code last}, both included. */
    long smallest(byte[] bytes, int first, int last);

    /** The one with the Vector API where this JVM has it ({@code --add-modules jdk.incubator.vector}), else the plain one. */
    static PlaceScan fastest() {
        return Fastest.SCAN;
    }

    /** Chosen once. */
    final class Fastest {
        private static final PlaceScan SCAN = choose();

        private Fastest() {}

        private static PlaceScan choose() {
            if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
                return new ScalarScan();
            }
            try {
                return (PlaceScan) Class.forName("io.holdfast.core.chunk.VectorScan")
                        .getDeclaredMethod("ifFaster")
                        .invoke(null);
            } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException | LinkageError e) {
                return new ScalarScan(); // another form of the module than the one we were compiled with
            } catch (InvocationTargetException e) {
                throw new IllegalStateException("the vector scan is there and does not start", e);
            }
        }
    }
}
