package io.holdfast.ingest.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Takes an answer in place of the client, in the two ways in which one is written: as bytes, and as characters in UTF-8. */
public final class AnswerOutput extends ServletOutputStream {
    private final OutputStream bytes;
    private @Nullable PrintWriter characters;

    /** @param bytes where both go */
    public AnswerOutput(OutputStream bytes) {
        this.bytes = bytes;
    }

    public PrintWriter writer() {
        if (characters == null) {
            characters = new PrintWriter(new OutputStreamWriter(this, StandardCharsets.UTF_8));
        }
        return characters;
    }

    /** To be called when the answer is written: characters may still be under way. */
    public void finish() {
        if (characters != null) {
            characters.flush();
        }
    }

    @Override
    public void write(int value) throws IOException {
        bytes.write(value);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        bytes.write(source, offset, length);
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
