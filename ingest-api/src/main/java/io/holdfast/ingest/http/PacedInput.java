package io.holdfast.ingest.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.http.HttpStatus;

/**
 * Bytes on their way into a buffer that others wait for. They have to come at {@value #BYTES_PER_SECOND} bytes a
 * second on average once {@link #GRACE} is over; a sender who is slower is cut off with 408 and may send them again.
 */
public final class PacedInput extends FilterInputStream {
    /** 128 kbit/s. */
    public static final int BYTES_PER_SECOND = 16 << 10;

    static final Duration GRACE = Duration.ofSeconds(20);

    private final InstantSource clock;
    private final Instant begun;
    private long count;

    public PacedInput(InputStream body, InstantSource clock) {
        super(body);
        this.clock = clock;
        this.begun = clock.instant();
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        noted(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        noted(Math.max(0, read));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = in.skip(bytes);
        noted(skipped);
        return skipped;
    }

    private void noted(long bytes) {
        count += bytes;
        Duration behind = Duration.between(begun, clock.instant()).minus(GRACE);
        if (!behind.isNegative() && count < behind.toSeconds() * BYTES_PER_SECOND) {
            String slow = "the body came at less than " + BYTES_PER_SECOND + " bytes a second; send it again";
            throw new ProblemException(
                    Problems.of(HttpStatus.REQUEST_TIMEOUT, "request_timeout", slow), new IllegalStateException(slow));
        }
    }
}
