package io.holdfast.metadata.upload;

import io.holdfast.core.manifest.Manifest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;

/**
 * One file of an upload, as asked for.
 *
 * @param baseVersion the version that the new content was made from; empty for a file that the client believes to be new
 * @param clientModified when the file was last changed, says the client; kept in microseconds
 * @param restoredFrom the version of the same file whose content this is, when that is to be the current one again
 */
public record FileRequest(
        Target target,
        Manifest manifest,
        Optional<Long> baseVersion,
        OnConflict onConflict,
        String mimeType,
        Optional<Instant> clientModified,
        Optional<Long> restoredFrom) {
    public FileRequest {
        manifest.distinct(); // refuses one hash with two sizes
        clientModified = clientModified.map(time -> time.truncatedTo(ChronoUnit.MICROS));
    }

    /** Content that comes from a client. */
    public FileRequest(
            Target target,
            Manifest manifest,
            Optional<Long> baseVersion,
            OnConflict onConflict,
            String mimeType,
            Optional<Instant> clientModified) {
        this(target, manifest, baseVersion, onConflict, mimeType, clientModified, Optional.empty());
    }

    /** The logical bytes of all of them. */
    public static long totalBytes(Collection<FileRequest> files) {
        return files.stream().mapToLong(file -> file.manifest().sizeBytes()).sum();
    }

    /** A file that is believed to be new, with nothing known about it but its blocks. */
    public FileRequest(Target target, Manifest manifest) {
        this(target, manifest, Optional.empty(), OnConflict.KEEP_BOTH, "", Optional.empty());
    }
}
