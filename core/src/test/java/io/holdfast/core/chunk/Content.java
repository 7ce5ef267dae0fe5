package io.holdfast.core.chunk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Bytes on which cut rules have failed before. */
enum Content {
    RANDOM {
        @Override
        void fill(byte[] bytes, Random random) {
            random.nextBytes(bytes);
        }
    },
    ZEROS {
        @Override
        void fill(byte[] bytes, Random random) {
            Arrays.fill(bytes, (byte) 0);
        }
    },
    PERIODIC {
        @Override
        void fill(byte[] bytes, Random random) {
            int period = 1 + random.nextInt(5000);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = i < period ? (byte) random.nextInt() : bytes[i - period];
            }
        }
    },
    TEXT {
        @Override
        void fill(byte[] bytes, Random random) {
            int filled = 0;
            for (long line = 0; filled < bytes.length; line++) {
                String text = "2026-11-21T03:" + line % 3600 + " INFO [worker-" + random.nextInt(8) + "] request "
                        + random.nextInt(5000) + " finished\n";
                byte[] raw = text.getBytes(StandardCharsets.US_ASCII);
                int part = Math.min(raw.length, bytes.length - filled);
                System.arraycopy(raw, 0, bytes, filled, part);
                filled += part;
            }
        }
    },
    /** Nearly every place ties: two values only. */
    TWO_VALUES {
        @Override
        void fill(byte[] bytes, Random random) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(64) == 0 ? 1 : 0);
            }
        }
    },
    /** Hashes that fall from place to place, so that a scan which stops at each new minimum would stop all the time. */
    FALLING {
        @Override
        void fill(byte[] bytes, Random random) {
            long inverse = 1;
            for (int i = 0; i < 6; i++) {
                inverse *= 2 - PlaceScan.FACTOR * inverse; // Newton: its product with the factor is 1
            }
            for (int i = 0; i + 8 <= bytes.length; i += 8) {
                long word = inverse * (Long.MAX_VALUE - i - PlaceScan.OFFSET);
                for (int shift = 0; shift < 8; shift++) {
                    bytes[i + shift] = (byte) (word >>> 8 * shift);
                }
            }
        }
    };

    abstract void fill(byte[] bytes, Random random);

    byte[] bytes(long seed, int size) {
        byte[] bytes = new byte[size];
        fill(bytes, new Random(seed));
        return bytes;
    }
}
