package io.holdfast.ingest.repeat;

import io.holdfast.ingest.http.AnswerOutput;
import io.holdfast.metadata.answer.StoredAnswer;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;

/** An answer that is held back until it is stored; one that grows beyond 1 MiB goes out and is not stored. */
final class HeldResponse extends HttpServletResponseWrapper {
    private static final int MAX_HELD_BYTES = 1 << 20;

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final AnswerOutput output = new AnswerOutput(new Held());
    private boolean released;

    HeldResponse(HttpServletResponse response) {
        super(response);
    }

    /** What to store: a success, held as a whole. */
    Optional<StoredAnswer> success() {
        output.finish();
        if (released || getStatus() < 200 || getStatus() >= 300) {
            return Optional.empty();
        }
        String type = Objects.requireNonNullElse(getContentType(), "");
        return Optional.of(new StoredAnswer(getStatus(), type, held.toByteArray()));
    }

    /** Lets the answer go to the client. */
    void release() throws IOException {
        output.finish();
        if (!released) {
            released = true;
            held.writeTo(getResponse().getOutputStream());
        }
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return output;
    }

    @Override
    public PrintWriter getWriter() {
        return output.writer();
    }

    @Override
    public void flushBuffer() throws IOException {
        if (released) {
            super.flushBuffer();
        }
    }

    @Override
    public void resetBuffer() {
        held.reset();
        super.resetBuffer();
    }

    @Override
    public void reset() {
        held.reset();
        super.reset();
    }

    private final class Held extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!released && held.size() + length > MAX_HELD_BYTES) {
                release();
            }
            if (released) {
                getResponse().getOutputStream().write(bytes, offset, length);
            } else {
                held.write(bytes, offset, length);
            }
        }
    }
}
