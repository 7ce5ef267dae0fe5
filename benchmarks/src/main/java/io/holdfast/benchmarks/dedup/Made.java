package io.holdfast.benchmarks.dedup;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

/** Content that is the same on every machine: made from a seed. */
final class Made {
    private static final String[] LEVELS = {"INFO", "INFO", "INFO", "DEBUG", "WARN"};
    private static final String[] EVENTS = {
        "request finished", "cache miss for key", "connection opened", "connection closed", "retrying after"
    };

    private Made() {}

    static byte[] random(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Lines as a server writes them: time, level, thread, event, number. */
    static byte[] log(long seed, int size) {
        Random random = new Random(seed);
        byte[] bytes = new byte[size];
        long millis = 1_700_000_000_000L;
        int filled = 0;
        while (filled < size) {
            millis += random.nextInt(50);
            String line = Instant.ofEpochMilli(millis) + " " + LEVELS[random.nextInt(LEVELS.length)] + " [worker-"
                    + random.nextInt(8) + "] " + EVENTS[random.nextInt(EVENTS.length)] + " " + random.nextInt(5000)
                    + "\n";
            byte[] raw = line.getBytes(StandardCharsets.US_ASCII);
            int part = Math.min(raw.length, size - filled);
            System.arraycopy(raw, 0, bytes, filled, part);
            filled += part;
        }
        return bytes;
    }

    static byte[] periodic(int period, int size) {
        byte[] bytes = random(period, size);
        for (int i = period; i < size; i++) {
            bytes[i] = bytes[i - period];
        }
        return bytes;
    }

    static byte[] insert(byte[] bytes, int at, byte[] inserted) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + inserted.length);
        System.arraycopy(inserted, 0, longer, at, inserted.length);
        System.arraycopy(bytes, at, longer, at + inserted.length, bytes.length - at);
        return longer;
    }

    static byte[] delete(byte[] bytes, int at, int size) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - size);
        System.arraycopy(bytes, at + size, shorter, at, shorter.length - at);
        return shorter;
    }
}
