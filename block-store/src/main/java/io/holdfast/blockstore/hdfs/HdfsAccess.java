package io.holdfast.blockstore.hdfs;

import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** Connects to HDFS. */
final class HdfsAccess {
    private HdfsAccess() {}

    /** A connection of our own; close it. The NameNode is asked nothing yet. */
    static DistributedFileSystem connect(HdfsSettings settings) {
        Configuration configuration = new Configuration();
        Limits.CLIENT.forEach(configuration::set);
        settings.configuration().ifPresent(directory -> {
            for (String file : new String[] {"core-site.xml", "hdfs-site.xml"}) {
                site(directory.resolve(file)).forEach(entry -> configuration.set(entry.getKey(), entry.getValue()));
            }
        });
        return connect(settings, configuration);
    }

    private static DistributedFileSystem connect(HdfsSettings settings, Configuration configuration) {
        try {
            FileSystem opened = settings.user().isPresent()
                    ? FileSystem.newInstance(
                            settings.directory(), configuration, settings.user().get())
                    : FileSystem.newInstance(settings.directory(), configuration);
            if (opened instanceof DistributedFileSystem hdfs) {
                return hdfs;
            }
            opened.close();
            throw new Unavailable(settings.directory() + " is no HDFS but " + opened.getClass());
        } catch (IOException | IllegalArgumentException e) { // the latter for a host that has no address
            throw new Unavailable("cannot connect to " + settings.directory() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while connecting to " + settings.directory(), e);
        }
    }

    private static Iterable<Map.Entry<String, String>> site(Path file) {
        Configuration site = new Configuration(false);
        if (!Files.isReadable(file)) {
            throw new Unavailable("blocks.hdfs.configuration: there is no " + file + " that can be read");
        }
        site.addResource(new org.apache.hadoop.fs.Path(file.toUri()));
        return site;
    }
}
