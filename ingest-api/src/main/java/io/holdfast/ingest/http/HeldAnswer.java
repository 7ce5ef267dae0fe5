package io.holdfast.ingest.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is written to a file first: what it is made from is let go of before a reader, who may be slow, takes a byte of it.
 */
final class HeldAnswer extends HttpServletResponseWrapper implements AutoCloseable {
    private final FileChannel file;
    private final ServletOutputStream output;
    private @Nullable PrintWriter writer;

    HeldAnswer(HttpServletResponse response, FileChannel file) {
        super(response);
        this.file = file;
        this.output = new ToFile(Channels.newOutputStream(file));
    }

    /** Lets the answer go to the client. */
    void release() throws IOException {
        if (writer != null) {
            writer.flush();
        }
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
        if (writer == null) {
            writer = new PrintWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
        }
        return writer;
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

    private static final class ToFile extends ServletOutputStream {
        private final OutputStream file;

        ToFile(OutputStream file) {
            this.file = file;
        }

        @Override
        public void write(int value) throws IOException {
            file.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            file.write(bytes, offset, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("an answer that is held is written at once");
        }
    }
}
