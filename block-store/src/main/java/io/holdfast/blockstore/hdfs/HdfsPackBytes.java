package io.holdfast.blockstore.hdfs;

import io.holdfast.blockstore.pack.PackBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.hdfs.client.HdfsDataInputStream;

/** A pack of HDFS, read in parts. HDFS checks what it reads by its own checksums. */
final class HdfsPackBytes implements PackBytes {
    private final HdfsFiles files;
    private final String key;
    private final FSDataInputStream in;

    private HdfsPackBytes(HdfsFiles files, String key, FSDataInputStream in) {
        this.files = files;
        this.key = key;
        this.in = in;
    }

    /** Empty as {@link HdfsFiles#find}. */
    static Optional<PackBytes> open(HdfsFiles files, String key) {
        return files.open(key).map(in -> new HdfsPackBytes(files, key, in));
    }

    @Override
    public long sizeBytes() throws IOException {
        return ((HdfsDataInputStream) in).getVisibleLength();
    }

    @Override
    public Instant changedAt() {
        return Instant.ofEpochMilli(
                files.find(key).map(FileStatus::getModificationTime).orElse(0L));
    }

    @Override
    public int read(ByteBuffer buffer, long position) throws IOException {
        int count = in.read(position, buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
        if (count > 0) {
            buffer.position(buffer.position() + count);
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
