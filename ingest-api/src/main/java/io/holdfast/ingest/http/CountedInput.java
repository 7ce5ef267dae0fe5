package io.holdfast.ingest.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.function.Supplier;

/** A request body that throws once more than so many bytes were read. */
final class CountedInput extends ServletInputStream {
    private final ServletInputStream body;
    private final long limit;
    private final Supplier<? extends RuntimeException> tooLarge;
    private long count;

    CountedInput(ServletInputStream body, long limit, Supplier<? extends RuntimeException> tooLarge) {
        this.body = body;
        this.limit = limit;
        this.tooLarge = tooLarge;
    }

    @Override
    public int read() throws IOException {
        int value = body.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = body.read(buffer, offset, length);
        count(Math.max(0, read));
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

    private void count(int read) {
        count += read;
        if (count > limit) {
            throw tooLarge.get();
        }
    }
}
