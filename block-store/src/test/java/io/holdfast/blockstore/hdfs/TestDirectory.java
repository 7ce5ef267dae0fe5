package io.holdfast.blockstore.hdfs;

import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.key.KeySettings.Encryption;
import io.holdfast.blockstore.pack.PackSettings;
import io.holdfast.core.block.ObjectName;
import io.holdfast.testkit.hdfs.HdfsCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** A directory of the real cluster, and a client of its own that reaches behind the store. */
final class TestDirectory implements AutoCloseable {
    private final Path data;
    private final URI directory = HdfsCluster.shared().directory();
    private final DistributedFileSystem client = HdfsAccess.connect(settings());
    private final KeySettings keys;

    /** @param data for files of this machine */
    TestDirectory(Path data) {
        this.data = data;
        this.keys = new KeySettings(data.resolve("blocks.keystore"), Encryption.ON);
    }

    HdfsSettings settings() {
        return new HdfsSettings(directory, Optional.empty(), Optional.empty(), 3);
    }

    HdfsSettings settings(int copies) {
        return new HdfsSettings(directory, Optional.empty(), Optional.empty(), copies);
    }

    /** The same directory by another way. */
    HdfsSettings through(URI nameNode) {
        return new HdfsSettings(nameNode.resolve(directory.getPath()), Optional.empty(), Optional.empty(), 3);
    }

    /** With a {@code core-site.xml} of the operator's. */
    HdfsSettings configured(Map<String, String> values) {
        StringBuilder xml = new StringBuilder("<configuration>\n");
        values.forEach((key, value) ->
                xml.append("<property><name>" + key + "</name><value>" + value + "</value></property>\n"));
        try {
            Files.writeString(data.resolve("core-site.xml"), xml + "</configuration>\n");
            Files.writeString(data.resolve("hdfs-site.xml"), "<configuration/>\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new HdfsSettings(directory, Optional.of(data), Optional.empty(), 3);
    }

    KeySettings keys() {
        return keys;
    }

    HdfsBlockStore open() {
        return HdfsBlockStore.open(settings(), keys);
    }

    HdfsBlockStore open(PackSettings packs) {
        return HdfsBlockStore.open(settings(), keys, packs);
    }

    DistributedFileSystem client() {
        return client;
    }

    org.apache.hadoop.fs.Path path(String key) {
        return new org.apache.hadoop.fs.Path(new org.apache.hadoop.fs.Path(directory), key);
    }

    org.apache.hadoop.fs.Path path() {
        return new org.apache.hadoop.fs.Path(directory);
    }

    byte[] read(ObjectName name) {
        return read(Layout.key(name));
    }

    byte[] read(String key) {
        try (FSDataInputStream in = client.open(path(key))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String key, byte[] bytes) {
        try (FSDataOutputStream out = client.createFile(path(key))
                .create()
                .overwrite(true)
                .replication((short) 1)
                .build()) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes everything away, as somebody with a shell would. */
    void wipe() {
        try {
            client.delete(path(), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
