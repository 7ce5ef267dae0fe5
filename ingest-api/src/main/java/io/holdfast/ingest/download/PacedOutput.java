package io.holdfast.ingest.download;

import io.holdfast.ingest.http.AnswerBroken;
import io.holdfast.ingest.http.Pace;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;

/** Breaks off when its reader is slower than {@link Pace}: he holds a thread, and may go on with a range. */
final class PacedOutput extends FilterOutputStream {
    private final Pace pace;

    PacedOutput(OutputStream out, InstantSource clock) {
        super(out);
        this.pace = new Pace(clock);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Instant begun = pace.begin();
        out.write(bytes, offset, length);
        if (!pace.isKept(begun, length)) {
            throw new AnswerBroken(
                    new IOException("its reader takes less than " + Pace.BYTES_PER_SECOND + " bytes a second"));
        }
    }
}
