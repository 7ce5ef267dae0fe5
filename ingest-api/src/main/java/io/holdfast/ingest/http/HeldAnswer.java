package io.holdfast.ingest.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/**
 * An answer that is written to a file first: what it is made from is let go of before a reader, who may be slow, takes a byte of it.
 */
final class HeldAnswer extends HttpServletResponseWrapper implements AutoCloseable {
    private final FileChannel file;
    private final AnswerOutput output;

    HeldAnswer(HttpServletResponse response, FileChannel file) {
        super(response);
        this.file = file;
        this.output = new AnswerOutput(Channels.newOutputStream(file));
    }

    /** Lets the answer go to the client. */
    void release() throws IOException {
        output.finish();
        if (file.size() > 0) {
            Channels.newInputStream(file.position(0)).transferTo(getResponse().getOutputStream());
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

    /** Nothing leaves before {@link #release}. */
    @Override
    public void flushBuffer() {}

    @Override
    public void resetBuffer() {
        forget();
        super.resetBuffer();
    }

    @Override
    public void reset() {
        forget();
        super.reset();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void forget() {
        try {
            file.truncate(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
