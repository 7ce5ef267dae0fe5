package io.holdfast.ingest.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/**
 * A request whose long body has arrived and lies in a {@link NamelessFile}: while it came it held no memory, and it is read as often as
 * it is asked for.
 */
public final class ArrivedBody extends HttpServletRequestWrapper implements AutoCloseable {
    private final FileChannel file;

    private ArrivedBody(HttpServletRequest request, FileChannel file) {
        super(request);
        this.file = file;
    }

    /** Reads the body of the request to its end. */
    static ArrivedBody of(HttpServletRequest request) throws IOException {
        FileChannel file = NamelessFile.open();
        try {
            request.getInputStream().transferTo(Channels.newOutputStream(file));
            return new ArrivedBody(request, file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    long sizeBytes() throws IOException {
        return file.size();
    }

    /** From its first byte; ends what was read of it before. */
    @Override
    public ServletInputStream getInputStream() throws IOException {
        InputStream bytes = Channels.newInputStream(file.position(0));
        return new HeldInput(bytes);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
