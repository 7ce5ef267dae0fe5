package io.holdfast.ingest.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * One file or folder of a ZIP, as PKWARE's APPNOTE 6.3.10 has it: a header before its bytes, a descriptor behind them (a file's sum
 * is not known before), and a row in the directory at the end.
 *
 * @param wide whether its sizes take 8 bytes: decided before the content is seen, with room for bytes that deflating adds
 */
record ZipEntryRecord(
        String name,
        boolean isFolder,
        Instant modified,
        long size,
        boolean wide,
        long crc,
        long deflatedSize,
        long offset) {
    static final long MAX_32 = 0xffffffffL;

    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int DIRECTORY_ROW = 0x02014b50;
    private static final int VERSION_20 = 20;
    private static final int VERSION_45 = 45;
    private static final int MADE_ON_UNIX = 3 << 8;
    private static final int NAME_IS_UTF8 = 1 << 11;
    private static final int DESCRIPTOR_FOLLOWS = 1 << 3;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int ZIP64_EXTRA = 1;
    private static final int TIME_EXTRA = 0x5455;
    private static final int TIME_EXTRA_BYTES = 9;
    private static final long FOLDER_ATTRIBUTES = (0x41edL << 16) | 0x10; // drwxr-xr-x
    private static final long FILE_ATTRIBUTES = 0x81a4L << 16; // -rw-r--r--
    /** Deflating may add 5 bytes to each 16 KiB, and a few at the end. */
    private static final long SURELY_NARROW = MAX_32 - (MAX_32 >> 11);

    static ZipEntryRecord folder(String name, Instant modified, long offset) {
        return new ZipEntryRecord(name, true, modified, 0, false, 0, 0, offset);
    }

    static ZipEntryRecord file(String name, Instant modified, long size, long offset) {
        return new ZipEntryRecord(name, false, modified, size, size > SURELY_NARROW, 0, 0, offset);
    }

    /** The same once its bytes are written. */
    ZipEntryRecord written(long itsCrc, long itsDeflatedSize) {
        return new ZipEntryRecord(name, isFolder, modified, size, wide, itsCrc, itsDeflatedSize, offset);
    }

    void writeHeader(OutputStream out) throws IOException {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        int extra = TIME_EXTRA_BYTES + (wide ? 20 : 0);
        ByteBuffer header = buffer(30 + path.length + extra).putInt(LOCAL_HEADER);
        putKind(header).putInt(0).putInt(wide ? -1 : 0).putInt(wide ? -1 : 0);
        header.putShort((short) path.length).putShort((short) extra).put(path);
        putTime(header);
        if (wide) {
            header.putShort((short) ZIP64_EXTRA).putShort((short) 16).putLong(0).putLong(0);
        }
        out.write(header.array(), 0, header.position());
    }

    void writeDescriptor(OutputStream out) throws IOException {
        ByteBuffer descriptor = buffer(24).putInt(DESCRIPTOR).putInt((int) crc);
        if (wide) {
            descriptor.putLong(deflatedSize).putLong(size);
        } else {
            descriptor.putInt((int) deflatedSize).putInt((int) size);
        }
        out.write(descriptor.array(), 0, descriptor.position());
    }

    void writeDirectoryRow(OutputStream out) throws IOException {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        boolean far = offset >= MAX_32;
        int zip64 = (wide ? 16 : 0) + (far ? 8 : 0);
        int extra = TIME_EXTRA_BYTES + (zip64 == 0 ? 0 : 4 + zip64);
        ByteBuffer row = buffer(46 + path.length + extra).putInt(DIRECTORY_ROW);
        row.putShort((short) (MADE_ON_UNIX | VERSION_45));
        putKind(row).putInt((int) crc).putInt(wide ? -1 : (int) deflatedSize).putInt(wide ? -1 : (int) size);
        row.putShort((short) path.length).putShort((short) extra).putShort((short) 0); // no comment
        row.putShort((short) 0).putShort((short) 0); // disk, internal attributes
        row.putInt((int) (isFolder ? FOLDER_ATTRIBUTES : FILE_ATTRIBUTES)).putInt(far ? -1 : (int) offset);
        row.put(path);
        putTime(row);
        if (zip64 > 0) {
            row.putShort((short) ZIP64_EXTRA).putShort((short) zip64);
        }
        if (wide) {
            row.putLong(size).putLong(deflatedSize);
        }
        if (far) {
            row.putLong(offset);
        }
        out.write(row.array(), 0, row.position());
    }

    /** What header and directory row have in common: version needed, flags, method, time. */
    private ByteBuffer putKind(ByteBuffer to) {
        LocalDateTime time = LocalDateTime.ofInstant(modified, ZoneOffset.UTC);
        int year = Math.max(0, Math.min(127, time.getYear() - 1980));
        return to.putShort((short) (wide ? VERSION_45 : VERSION_20))
                .putShort((short) (NAME_IS_UTF8 | (isFolder ? 0 : DESCRIPTOR_FOLLOWS)))
                .putShort((short) (isFolder ? STORED : DEFLATED))
                .putShort((short) (time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2))
                .putShort((short) (year << 9 | time.getMonthValue() << 5 | time.getDayOfMonth()));
    }

    /** The time in UTC, to the second: the one above has neither zone nor odd seconds. */
    private void putTime(ByteBuffer to) {
        to.putShort((short) TIME_EXTRA).putShort((short) 5).put((byte) 1).putInt((int) modified.getEpochSecond());
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
