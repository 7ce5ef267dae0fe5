package io.holdfast.ingest.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that has arrived as a whole and is read from where it is held. */
public final class HeldInput extends ServletInputStream {
    private final InputStream bytes;
    private boolean finished;

    public HeldInput(InputStream bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
        return noted(bytes.read());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return noted(bytes.read(into, offset, length));
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("this body is there already; read it");
    }

    private int noted(int read) {
        finished |= read < 0;
        return read;
    }
}
