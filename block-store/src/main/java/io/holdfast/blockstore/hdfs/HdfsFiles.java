package io.holdfast.blockstore.hdfs;

import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.StorageFull;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.ClusterStorageCapacityExceededException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FsStatus;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.client.HdfsDataInputStream;
import org.apache.hadoop.io.IOUtils;
import org.apache.hadoop.security.AccessControlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests that we make of HDFS, relative to the directory of the store, with HDFS's errors put into our words. */
final class HdfsFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HdfsFiles.class);
    /** What is left when the NameNode finds no place for a block, and no DataNode is missing. */
    private static final long LITTLE_BYTES = 4L << 30;

    private final DistributedFileSystem hdfs;
    private final Path root;
    private final short copies;

    private HdfsFiles(DistributedFileSystem hdfs, HdfsSettings settings) {
        this.hdfs = hdfs;
        this.root = new Path(settings.directory());
        this.copies = (short) settings.copies();
    }

    /** The NameNode is asked nothing yet. */
    static HdfsFiles connect(HdfsSettings settings) {
        return new HdfsFiles(HdfsAccess.connect(settings), settings);
    }

    /** What became of a name that was to be given. */
    enum Naming {
        DONE,
        /** Something has that name already and stays as it is. */
        TAKEN
    }

    /** What a file gave: its size, and the bytes, which are left out if there are more than asked for. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Got(long sizeBytes, byte[] bytes) {}

    /** An act that HDFS may fail. */
    private interface Request<T> {
        T send() throws IOException;
    }

    /** Makes a directory and those above it. */
    void makeDirectory(String key) {
        ask("make the directory " + key, () -> hdfs.mkdirs(path(key)));
    }

    /**
     * Makes a file. Once this returns, every DataNode that took a part of it has forced that part to its disk. A striped file cannot be
     * forced before it is closed, so the closing forces too.
     */
    Naming create(String key, byte[] bytes) {
        try {
            write(path(key), bytes);
            return Naming.DONE;
        } catch (FileAlreadyExistsException e) {
            return Naming.TAKEN;
        } catch (IOException e) {
            discard(key);
            throw failed("write " + key, e);
        }
    }

    /**
     * Gives a file its final name if nothing has that name. Durable once this returns.
     *
     * @throws OutcomeUnknown if the NameNode may have done it and did not say so
     */
    Naming rename(String from, String to) {
        try {
            hdfs.rename(path(from), path(to), Rename.NONE);
            return Naming.DONE;
        } catch (FileAlreadyExistsException e) {
            return Naming.TAKEN;
        } catch (ClusterStorageCapacityExceededException | AccessControlException e) {
            throw failed("rename " + from + " to " + to, e);
        } catch (IOException e) {
            throw new OutcomeUnknown("it is not known whether " + this + to + " has its name: " + message(e), e);
        }
    }

    /** Puts a file in the place of another, if there is one. */
    void replace(String from, String to) {
        ask("rename " + from + " to " + to, () -> {
            hdfs.rename(path(from), path(to), Rename.OVERWRITE);
            return to;
        });
    }

    /** Empty if the NameNode says that there is no such file, which may also mean that the whole directory is gone. */
    Optional<FileStatus> find(String key) {
        return ask("look for " + key, () -> {
            try {
                return Optional.of(hdfs.getFileStatus(path(key)));
            } catch (FileNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /**
     * A whole file, read only if it has at most so many bytes; empty as with {@link #find}. HDFS checks every copy by its own checksums and
     * takes another copy, or parity, for one that is damaged or away.
     *
     * @throws ChecksumException if no copy agrees with its checksums
     */
    Optional<Got> read(String key, int mostBytes) throws ChecksumException {
        try (FSDataInputStream in = hdfs.open(path(key))) {
            long size = ((HdfsDataInputStream) in).getVisibleLength();
            byte[] bytes = new byte[size > mostBytes ? 0 : (int) size];
            in.readFully(bytes);
            return Optional.of(new Got(size, bytes));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (ChecksumException e) {
            throw e;
        } catch (IOException e) {
            throw failed("read " + key, e);
        }
    }

    /** To read parts of a file; empty as with {@link #find}. Close it. */
    Optional<FSDataInputStream> open(String key) {
        return ask("open " + key, () -> {
            try {
                return Optional.of(hdfs.open(path(key)));
            } catch (FileNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /** What is in a directory, asked for in pages. */
    Iterator<FileStatus> list(String key) {
        String what = "list " + key;
        RemoteIterator<FileStatus> files = ask(what, () -> hdfs.listStatusIterator(path(key)));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return ask(what, files::hasNext);
            }

            @Override
            public FileStatus next() {
                return ask(what, files::next);
            }
        };
    }

    /** Deletes a file, or a directory with all that is in it. Says whether there was one. */
    boolean delete(String key) {
        return ask("delete " + key, () -> hdfs.delete(path(key), true));
    }

    /** Deletes if that can be done now; somebody else comes by later if not. */
    void discard(String key) {
        try {
            delete(key);
        } catch (HoldfastException e) {
            LOG.debug("{}{} stays for now: {}", this, key, e.getMessage());
        }
    }

    /**
     * Makes durable whatever was seen before: the NameNode shows a change a little before it is in its log for good, and answers a change
     * of ours only when all before it are.
     *
     * @param key of any file that is there
     */
    void settle(String key) {
        ask("touch " + key, () -> {
            FileStatus file = hdfs.getFileStatus(path(key));
            hdfs.setTimes(path(key), file.getModificationTime(), -1);
            return key;
        });
    }

    @Override
    public void close() {
        ask("end the connection", () -> {
            hdfs.close();
            return root;
        });
    }

    @Override
    public String toString() {
        return root + "/";
    }

    private void write(Path file, byte[] bytes) throws IOException {
        FSDataOutputStream out = hdfs.createFile(file)
                .create()
                .overwrite(false)
                .replication(copies)
                .syncBlock()
                .build();
        try {
            out.write(bytes);
            if (out.hasCapability(StreamCapabilities.HSYNC)) {
                out.hsync();
            }
            out.close();
        } catch (IOException e) {
            // No try-with-resources: a stream that has failed throws the same exception again, which cannot be
            // suppressed by itself.
            IOUtils.closeStream(out);
            throw e;
        }
    }

    private Path path(String key) {
        return new Path(root, key);
    }

    private <T> T ask(String what, Request<T> request) {
        try {
            return request.send();
        } catch (IOException e) {
            throw failed(what, e);
        }
    }

    private HoldfastException failed(String what, IOException e) {
        String text = "cannot " + what + " in " + this + ": " + message(e);
        return e instanceof ClusterStorageCapacityExceededException || crowded(e)
                ? new StorageFull(text)
                : new Unavailable(text, e);
    }

    /** The NameNode has one complaint for DataNodes that are full and for DataNodes that are away. */
    private boolean crowded(IOException e) {
        if (!message(e).contains("could only be written to")) {
            return false;
        }
        try {
            FsStatus status = hdfs.getStatus(root);
            return status.getCapacity() > 0 && status.getRemaining() < LITTLE_BYTES;
        } catch (IOException second) {
            e.addSuppressed(second);
            return false;
        }
    }

    /** The first line: behind it Hadoop gives the stack of the NameNode. */
    private static String message(IOException e) {
        return Objects.requireNonNullElse(e.getMessage(), e.toString())
                .lines()
                .findFirst()
                .orElse("");
    }
}
