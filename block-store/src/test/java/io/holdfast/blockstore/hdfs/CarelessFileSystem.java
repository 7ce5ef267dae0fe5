package io.holdfast.blockstore.hdfs;

import java.io.IOException;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** A client of the real cluster that replaces whatever is in its way. */
public final class CarelessFileSystem extends DistributedFileSystem {
    @Override
    public void rename(Path from, Path to, Rename... options) throws IOException {
        super.rename(from, to, Rename.OVERWRITE);
    }
}
