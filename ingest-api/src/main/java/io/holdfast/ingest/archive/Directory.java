package io.holdfast.ingest.archive;

import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The directory at the end of a ZIP, in a file until it is written, so that a large folder costs no memory. The file has no name, so
 * it is gone whatever happens.
 */
final class Directory implements Closeable {
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int VERSION_45 = 45;
    private static final int MADE_ON_UNIX = 3 << 8;
    private static final int MAX_16 = 0xffff;
    private static final int PIECE = 64 << 10;

    private final FileChannel file;
    private final OutputStream rows;
    private long count;

    Directory() {
        try {
            Path path = Files.createTempFile("holdfast-zip-", ".directory");
            this.file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Files.delete(path);
        } catch (IOException e) {
            throw unavailable(e);
        }
        this.rows = new BufferedOutputStream(Channels.newOutputStream(file), PIECE);
    }

    void add(ZipEntryRecord entry) {
        try {
            entry.writeDirectoryRow(rows);
        } catch (IOException e) {
            throw unavailable(e);
        }
        count++;
    }

    /** @param start how many bytes of the archive come before */
    void writeTo(OutputStream out, long start) throws IOException {
        long bytes = copyTo(out);
        ByteBuffer tail = ByteBuffer.allocate(98).order(ByteOrder.LITTLE_ENDIAN);
        if (count >= MAX_16 || bytes >= ZipEntryRecord.MAX_32 || start >= ZipEntryRecord.MAX_32) {
            tail.putInt(END_64)
                    .putLong(44)
                    .putShort((short) (MADE_ON_UNIX | VERSION_45))
                    .putShort((short) VERSION_45);
            tail.putInt(0)
                    .putInt(0)
                    .putLong(count)
                    .putLong(count)
                    .putLong(bytes)
                    .putLong(start);
            tail.putInt(LOCATOR_64).putInt(0).putLong(start + bytes).putInt(1);
        }
        tail.putInt(END).putShort((short) 0).putShort((short) 0);
        tail.putShort((short) Math.min(count, MAX_16)).putShort((short) Math.min(count, MAX_16));
        tail.putInt((int) Math.min(bytes, ZipEntryRecord.MAX_32)).putInt((int) Math.min(start, ZipEntryRecord.MAX_32));
        tail.putShort((short) 0); // no comment
        out.write(tail.array(), 0, tail.position());
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private long copyTo(OutputStream out) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        long copied = 0;
        for (int length = read(piece, copied); length > 0; length = read(piece, copied)) {
            out.write(piece.array(), 0, length);
            copied += length;
        }
        return copied;
    }

    private int read(ByteBuffer piece, long position) {
        try {
            rows.flush();
            return file.read(piece.clear(), position);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static Unavailable unavailable(IOException cause) {
        return new Unavailable("this server has no room for the directory of an archive; try again later", cause);
    }
}
