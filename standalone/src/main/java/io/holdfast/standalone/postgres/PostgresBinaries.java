package io.holdfast.standalone.postgres;

import io.holdfast.standalone.data.PrivateFiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The server's programs, unpacked once into a folder named by their version. */
public final class PostgresBinaries {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private final Path home;

    /** @param home the folder of this version; made by {@link #unpackOnce()} */
    public PostgresBinaries(Path home) {
        this.home = home;
    }

    public Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** Unpacks beside the folder, then renames: the folder is complete or absent. */
    public void unpackOnce() throws IOException {
        if (Files.isDirectory(home)) {
            return;
        }
        Path partial = home.resolveSibling(home.getFileName() + ".partial");
        PrivateFiles.deleteTree(partial);
        PrivateFiles.createDirectories(partial);
        try (InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw new IOException("no PostgreSQL for this machine is on the class path: " + ARCHIVE
                        + " is missing; Holdfast runs its own on Linux x86-64 only");
            }
            unpack(archive, partial);
        }
        Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException(
                            "the archive of PostgreSQL names a path outside of itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    PrivateFiles.createDirectories(path);
                    continue;
                }
                Path folder = path.getParent();
                if (folder != null) {
                    PrivateFiles.createDirectories(folder);
                }
                write(tar, entry, path);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(
                path,
                executable
                        ? Set.of(
                                PosixFilePermission.OWNER_READ,
                                PosixFilePermission.OWNER_WRITE,
                                PosixFilePermission.OWNER_EXECUTE)
                        : Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    }
}
