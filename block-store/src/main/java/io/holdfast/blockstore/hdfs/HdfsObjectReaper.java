package io.holdfast.blockstore.hdfs;

import io.holdfast.blockstore.pack.WholePackObjectReaper;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.ObjectReaper;
import io.holdfast.core.block.PackObjectReaper;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Deletes the objects of an HDFS directory, past its trash. A deletion is durable once it returns, also one that finds nothing left. */
public final class HdfsObjectReaper implements ObjectReaper, AutoCloseable {
    private final HdfsFiles files;

    private HdfsObjectReaper(HdfsFiles files) {
        this.files = files;
    }

    /** @throws Unavailable if the settings lead to no cluster; it is asked nothing yet */
    public static HdfsObjectReaper open(HdfsSettings settings) {
        return new HdfsObjectReaper(HdfsFiles.connect(settings));
    }

    /** The right to delete the packs of the same directory; ends with this. */
    public PackObjectReaper packs() {
        return new WholePackObjectReaper(
                new HdfsPacks(files, new Unfinished(files, new SecureRandom())),
                generation -> delete(Layout.pack(generation)));
    }

    @Override
    public boolean delete(ObjectName name) {
        return delete(Layout.key(name));
    }

    private boolean delete(String key) {
        boolean deleted = files.delete(key);
        if (!deleted) {
            settle();
        }
        return deleted;
    }

    @Override
    public Map<ObjectName, RuntimeException> deleteAll(Collection<ObjectName> names) {
        Map<ObjectName, RuntimeException> failures = new HashMap<>();
        int absent = 0;
        for (ObjectName name : names) {
            try {
                absent += files.delete(Layout.key(name)) ? 0 : 1;
            } catch (HoldfastException e) {
                failures.put(name, e);
            }
        }
        if (absent > 0) {
            settle();
        }
        return failures;
    }

    /** An earlier deletion may have been cut off before it was durable. Fails if it is the whole store that is gone. */
    private void settle() {
        files.settle(Layout.FORMAT_KEY);
    }

    /** Ends the connections. */
    @Override
    public void close() {
        files.close();
    }
}
