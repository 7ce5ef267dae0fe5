package io.holdfast.ingest.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;

/**
 * The body of a request, whatever it is: at most so long, and not slower than {@link Pace}. A sender who is slower is cut off with 408
 * and may send it again.
 */
final class BodyInput extends ServletInputStream {
    private final ServletInputStream body;
    private final long limit;
    private final Supplier<? extends RuntimeException> tooLarge;
    private final Pace pace;
    private long count;

    BodyInput(ServletInputStream body, long limit, Supplier<? extends RuntimeException> tooLarge, InstantSource clock) {
        this.body = body;
        this.limit = limit;
        this.tooLarge = tooLarge;
        this.pace = new Pace(clock);
    }

    @Override
    public int read() throws IOException {
        Instant begun = pace.begin();
        int value = body.read();
        noted(begun, value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Instant begun = pace.begin();
        int read = body.read(buffer, offset, length);
        noted(begun, Math.max(0, read));
        return read;
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        body.setReadListener(listener);
    }

    private void noted(Instant begun, int read) {
        count += read;
        if (count > limit) {
            throw tooLarge.get();
        }
        if (!pace.isKept(begun, read)) {
            String slow = "the body came at less than " + Pace.BYTES_PER_SECOND + " bytes a second; send it again";
            throw new ProblemException(
                    Problems.of(HttpStatus.REQUEST_TIMEOUT, "request_timeout", slow), new IllegalStateException(slow));
        }
    }
}
