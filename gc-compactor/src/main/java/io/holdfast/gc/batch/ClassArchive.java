package io.holdfast.gc.batch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive of what batch runs load (JEP 350, dynamic class-data sharing). The first run that ends well leaves it behind, later ones start
 * from it. Its name says which JVM and which jars it fits; the JVM itself looks again and passes over one that does not fit.
 */
final class ClassArchive {
    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
    private static final String PREFIX = "classes-";
    /** Exit codes of processes that a signal ended begin after this one. */
    private static final int BROKEN_OFF = 128;

    private final Path archive;
    private boolean wanted = true;

    private ClassArchive(Path archive) {
        this.archive = archive;
    }

    /**
     * Removes archives that fit another JVM or other jars.
     *
     * @return nothing if no folder is named, or the JVM cannot archive: a class path with folders of classes
     */
    static Optional<ClassArchive> of(BatchJvm jvm) {
        List<Path> jars = Stream.of(jvm.classPath().split(File.pathSeparator))
                .map(Path::of)
                .toList();
        if (jvm.archives().isEmpty() || jars.stream().anyMatch(Files::isDirectory)) {
            return Optional.empty();
        }
        Path folder = jvm.archives().get().toAbsolutePath();
        try {
            Files.createDirectories(folder);
            Path archive = folder.resolve(PREFIX + fingerprint(jvm.java(), jars) + ".jsa");
            removeOthers(folder, archive);
            return Optional.of(new ClassArchive(archive));
        } catch (IOException e) {
            LOG.warn("batch runs start without a class archive", e);
            return Optional.empty();
        }
    }

    /** Flags with which a run uses the archive, or makes it. */
    List<String> flags() {
        if (Files.exists(archive)) {
            return List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive);
        }
        return wanted ? List.of("-XX:ArchiveClassesAtExit=" + unfinished()) : List.of();
    }

    /**
     * A run ended. What a good one has left is the archive from now on; after one that broke off (a signal, a crash of the JVM) the next
     * runs of this process do without, lest it be the archive's fault.
     */
    void ended(int exitCode) {
        try {
            if (exitCode >= BROKEN_OFF) {
                wanted = false;
                Files.deleteIfExists(archive);
            } else if (exitCode == 0 && Files.exists(unfinished())) {
                Files.move(unfinished(), archive, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.deleteIfExists(unfinished());
        } catch (IOException e) {
            LOG.warn("cannot keep or remove {}", archive, e);
        }
    }

    private Path unfinished() {
        return archive.resolveSibling(archive.getFileName() + ".part");
    }

    /** Jars that manifests name are the JVM's to compare; a new one among them changes the time of its folder. */
    private static String fingerprint(Path java, List<Path> jars) throws IOException {
        StringBuilder about = new StringBuilder().append(java.toRealPath()).append(Runtime.version());
        for (Path jar : jars) {
            Path folder = jar.toAbsolutePath().normalize().getParent();
            about.append('\n').append(jar).append(' ').append(Files.size(jar));
            about.append(' ').append(Files.getLastModifiedTime(jar).toMillis());
            about.append(' ').append(Files.getLastModifiedTime(folder).toMillis());
        }
        return UUID.nameUUIDFromBytes(about.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static void removeOthers(Path folder, Path archive) throws IOException {
        List<Path> others = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().startsWith(PREFIX) && !file.equals(archive))
                    .forEach(others::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path other : others) {
            Files.deleteIfExists(other);
        }
    }
}
