package io.holdfast.standalone.system;

import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.terminal.ExitCode;
import io.holdfast.standalone.terminal.Refusal;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What must hold on this machine before anything is started. Every refusal says what to do. */
final class Preflight {
    static final int OLDEST_JAVA = 17;
    static final long LEAST_FREE_BYTES = 1L << 30;

    private Preflight() {}

    static void check(DataDirectory data) throws IOException {
        refuseOldJava(Runtime.version().feature());
        createDirectory(data);
        refuseForeignOwner(data.root(), userId(data.root()), userId(Path.of("/proc/self")));
        refuseFullDisk(data.root(), Files.getFileStore(data.root()).getUsableSpace());
    }

    /** The numeric id of the user of this process. */
    static int ownUserId() throws IOException {
        return userId(Path.of("/proc/self"));
    }

    static void refuseOldJava(int feature) {
        if (feature < OLDEST_JAVA) {
            throw refusal("this is Java " + feature + "; install Java " + OLDEST_JAVA + " or newer");
        }
    }

    static void refuseForeignOwner(Path root, int owner, int self) {
        if (owner != self) {
            throw refusal("the data directory " + root + " belongs to the user id " + owner + " and you are " + self
                    + "; run holdfast as its owner, or use another --data");
        }
    }

    static void refuseFullDisk(Path root, long usableBytes) {
        if (usableBytes < LEAST_FREE_BYTES) {
            throw refusal("the disk of " + root + " has " + (usableBytes >> 20) + " MiB free; at least "
                    + (LEAST_FREE_BYTES >> 20) + " MiB are needed");
        }
    }

    private static void createDirectory(DataDirectory data) throws IOException {
        try {
            data.create();
        } catch (AccessDeniedException e) {
            throw refusal("cannot write to the data directory " + data.root() + ": permission denied at " + e.getFile()
                    + "; use another --data, or give yourself the right");
        } catch (FileSystemException e) {
            throw refusal("cannot make the data directory " + data.root() + ": " + e.getMessage());
        }
        if (!Files.isWritable(data.root()) || !Files.isWritable(data.run())) {
            throw refusal("the data directory " + data.root() + " is not writable for you; use another --data");
        }
    }

    private static int userId(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }

    private static Refusal refusal(String message) {
        return new Refusal(ExitCode.CANNOT_START, message);
    }
}
