package io.holdfast.ingest.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a ZIP (with ZIP64 where it is needed) to a stream that cannot go back, in constant memory: the directory that stands at
 * the end is kept in a file until then. Names are UTF-8, content is deflated. An archive that is not {@linkplain #finish finished}
 * has no directory, so nobody takes it for whole. An {@code IOException} is always that of the stream. Belongs to one thread.
 */
final class ZipWriter implements Closeable {
    private static final int BUFFER = 32 << 10;

    private final Counted out;
    private final Directory directory;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);

    /** @param out is left open */
    ZipWriter(OutputStream out) {
        this.out = new Counted(out);
        this.directory = new Directory();
    }

    /** A folder; {@code path} has no slash at its end. */
    void folder(String path, Instant modified) throws IOException {
        ZipEntryRecord entry = ZipEntryRecord.folder(path + "/", modified, out.written);
        entry.writeHeader(out);
        directory.add(entry);
    }

    /**
     * A file.
     *
     * @param size how long its content will be; decides on ZIP64
     */
    void file(String path, Instant modified, long size, Content content) throws IOException {
        ZipEntryRecord header = ZipEntryRecord.file(path, modified, size, out.written);
        header.writeHeader(out);
        long start = out.written;
        deflater.reset();
        Summed plain = new Summed(new DeflaterOutputStream(out, deflater, BUFFER));
        content.writeTo(plain);
        plain.finish();
        if (plain.written != size) {
            throw new IllegalStateException(path + " has " + plain.written + " bytes, not " + size);
        }
        ZipEntryRecord entry = header.written(plain.crc.getValue(), out.written - start);
        entry.writeDescriptor(out);
        directory.add(entry);
    }

    /** Writes the directory; nothing comes after it. */
    void finish() throws IOException {
        directory.writeTo(out, out.written);
        out.flush();
    }

    /** Lets go of what is held; the archive stays as it is, whole or not. */
    @Override
    public void close() {
        deflater.end();
        directory.close();
    }

    /** Writes the bytes of one file. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Counts what goes by. */
    private static final class Counted extends OutputStream {
        private final OutputStream to;
        private long written;

        Counted(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            to.write(b);
            written++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            to.write(bytes, offset, length);
            written += length;
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }
    }

    /** Counts and sums up content on its way to be deflated. */
    private static final class Summed extends OutputStream {
        private final DeflaterOutputStream to;
        private final CRC32 crc = new CRC32();
        private long written;

        Summed(DeflaterOutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            crc.update(bytes, offset, length);
            to.write(bytes, offset, length);
            written += length;
        }

        void finish() throws IOException {
            to.finish();
        }
    }
}
