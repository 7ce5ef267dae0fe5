package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException.HashMismatch;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.TooLarge;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.ingest.upload.UploadApi.Chunk;
import io.holdfast.ingest.upload.UploadApi.Initiate;
import io.holdfast.ingest.upload.UploadApi.InitiateBatch;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.OnConflict;
import io.holdfast.metadata.upload.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From what clients send to what the protocol understands; refuses what makes no sense, with the field at fault. */
final class FileRequests {
    /** Files of a batch. */
    private static final int MAX_FILES = 1_000;

    private static final int MAX_MIME_TYPE = 255;
    private static final Pattern MIME_TYPE = Pattern.compile(
            "[\\w.+!#$&^-]+/[\\w.+!#$&^-]+(\\s*;\\s*[\\w.+-]+=(\"[\\x20-\\x7e&&[^\"\\\\]]*\"|[\\w.+-]+))*");

    private FileRequests() {}

    /** The files of a batch; an error names the file at fault. */
    static List<FileRequest> of(InitiateBatch batch, Destinations destinations) {
        List<Initiate> asked = batch.files();
        if (asked.isEmpty() || asked.size() > MAX_FILES) {
            throw new InvalidRequest("files", "a batch has 1 to " + MAX_FILES + " files, not " + asked.size());
        }
        List<FileRequest> files = new ArrayList<>(asked.size());
        long chunks = 0;
        for (int i = 0; i < asked.size(); i++) {
            Initiate file = asked.get(i);
            if (file == null) {
                throw new InvalidRequest("files[" + i + "]", "a file of a batch is an object, not null");
            }
            chunks += file.chunks().size();
            if (chunks > Manifest.MAX_BLOCKS) {
                throw new TooLarge("a batch has at most " + Manifest.MAX_BLOCKS + " chunks", Manifest.MAX_BLOCKS);
            }
            files.add(named(i, () -> of(file, destinations.resolve(file.destination()))));
        }
        return files;
    }

    private static FileRequest named(int index, Supplier<FileRequest> made) {
        String name = "files[" + index + "]";
        try {
            return made.get();
        } catch (InvalidRequest e) {
            throw new InvalidRequest(e.field().isEmpty() ? name : name + "." + e.field(), name + ": " + e.getMessage());
        } catch (HashMismatch e) {
            throw new HashMismatch(name + ": " + e.getMessage());
        } catch (NotFound e) {
            throw new NotFound(name + ": " + e.getMessage());
        }
    }

    static FileRequest of(Initiate request, Target target) {
        Manifest manifest = manifest(request.chunks());
        if (manifest.sizeBytes() != request.fileSize()) {
            throw new InvalidRequest(
                    "file_size",
                    "'file_size' is " + request.fileSize() + ", but the chunks add up to " + manifest.sizeBytes());
        }
        BlockId contentHash = request.contentHash();
        if (contentHash != null && !contentHash.equals(manifest.contentHash())) {
            throw new HashMismatch(
                    "'content_hash' is " + contentHash + ", but the chunks give " + manifest.contentHash());
        }
        return new FileRequest(
                target,
                manifest,
                baseVersion(request.baseVersion()),
                onConflict(request.onConflict()),
                mimeType(request.mimeType()),
                Optional.ofNullable(request.modifiedAt()));
    }

    static Optional<Long> baseVersion(@Nullable Long given) {
        if (given != null && given < 1) {
            throw new InvalidRequest(
                    "base_version", "versions are numbered from 1; leave 'base_version' out for a new file");
        }
        return Optional.ofNullable(given);
    }

    static OnConflict onConflict(@Nullable String given) {
        try {
            return given == null ? OnConflict.KEEP_BOTH : OnConflict.parse(given);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest("on_conflict", String.valueOf(e.getMessage()));
        }
    }

    /** Checked, because it is sent back as a header one day. */
    static String mimeType(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return "";
        }
        String type = given.strip().toLowerCase(Locale.ROOT);
        if (type.length() > MAX_MIME_TYPE || !MIME_TYPE.matcher(type).matches()) {
            throw new InvalidRequest("mime_type", "'mime_type' is not a media type such as text/plain");
        }
        return type;
    }

    private static Manifest manifest(List<Chunk> chunks) {
        if (chunks.size() > Manifest.MAX_BLOCKS) {
            throw new TooLarge("a file has at most " + Manifest.MAX_BLOCKS + " chunks", Manifest.MAX_BLOCKS);
        }
        List<BlockRef> blocks = new ArrayList<>(chunks.size());
        for (int i = 0; i < chunks.size(); i++) {
            Chunk chunk = chunks.get(i);
            if (chunk == null || chunk.index() != i) {
                throw new InvalidRequest("chunks[" + i + "].index", "chunks are listed in order: 0, 1, 2 …");
            }
            blocks.add(block(i, chunk));
        }
        try {
            Manifest manifest = new Manifest(blocks);
            manifest.distinct();
            return manifest;
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest("chunks", String.valueOf(e.getMessage()));
        }
    }

    private static BlockRef block(int index, Chunk chunk) {
        try {
            return new BlockRef(chunk.hash(), chunk.size());
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest("chunks[" + index + "].size", String.valueOf(e.getMessage()));
        }
    }
}
