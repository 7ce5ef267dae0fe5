package io.holdfast.ingest.form;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.TooLarge;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** A multipart form, read as it comes: small fields before or after the one part that holds the file. */
public final class Form {
    private static final Set<String> FIELDS = Set.of(
            "path",
            "parent_folder_id",
            "file_name",
            "base_version",
            "on_conflict",
            "modified_at",
            "mime_type",
            "content_hash");
    private static final int MAX_FIELD_BYTES = 16 << 10;
    private static final int MAX_PARTS = 32;
    private static final int MAX_BOUNDARY = 70;

    private final HttpServletRequest request;
    private final Map<String, String> fields = new HashMap<>();
    private boolean fileSeen;
    private Optional<BlockId> content = Optional.empty();

    public Form(HttpServletRequest request) {
        this.request = request;
    }

    /** Takes the file's bytes when the form comes to them. */
    @FunctionalInterface
    public interface FileSink {
        void take(InputStream bytes) throws IOException;
    }

    /** Bytes of the whole request as the client says it; -1 if it does not. */
    public long lengthBytes() {
        return request.getContentLengthLong();
    }

    /**
     * Reads the form to its end. What comes before the file part is known when the sink is called.
     *
     * @throws InvalidRequest if it is no such form
     */
    public void read(FileSink sink) throws IOException {
        PartReader parts = new PartReader(request.getInputStream(), boundary());
        int count = 0;
        for (String header = parts.next(); !header.isEmpty(); header = parts.next()) {
            if (count++ == MAX_PARTS) {
                throw new InvalidRequest("a form has at most " + MAX_PARTS + " parts");
            }
            readPart(Part.parse(header), parts.body(), sink);
        }
        if (!fileSeen) {
            throw new InvalidRequest("file", "the part 'file' is required");
        }
    }

    /** Notes what the file is that the sink took: its content hash. */
    public void contentIs(BlockId hash) {
        content = Optional.of(hash);
    }

    /** What was sent, whatever the boundary was: the file and every field. Empty unless it was read and its content noted. */
    public Optional<BlockId> digest() {
        return content.map(hash -> {
            MessageDigest sha256 = BlockId.sha256();
            sha256.update(hash.bytes());
            new TreeMap<>(fields).forEach((name, value) -> {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                sha256.update((name + " " + bytes.length + " ").getBytes(StandardCharsets.UTF_8));
                sha256.update(bytes);
            });
            return BlockId.of(sha256.digest());
        });
    }

    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    public Optional<Long> number(String name) {
        return field(name).map(text -> {
            try {
                return Long.parseLong(text.strip());
            } catch (NumberFormatException e) {
                throw new InvalidRequest(name, "'" + name + "' must be a whole number");
            }
        });
    }

    public Optional<UUID> id(String name) {
        return field(name).map(text -> {
            try {
                return UUID.fromString(text.strip());
            } catch (IllegalArgumentException e) {
                throw new InvalidRequest(name, "'" + name + "' must be a UUID");
            }
        });
    }

    public Optional<Instant> time(String name) {
        return field(name).map(text -> {
            try {
                return Instant.parse(text.strip());
            } catch (DateTimeException e) {
                throw new InvalidRequest(name, "'" + name + "' must be a time such as 2026-11-21T10:15:30Z");
            }
        });
    }

    private String boundary() {
        String type = String.valueOf(request.getContentType());
        try {
            String boundary = MediaType.parseMediaType(type).getParameter("boundary");
            String bare = boundary == null ? "" : boundary.replaceAll("^\"|\"$", "");
            if (!bare.isEmpty() && bare.length() <= MAX_BOUNDARY) {
                return bare;
            }
        } catch (InvalidMediaTypeException e) {
            // falls through: it is no type at all
        }
        throw new InvalidRequest(
                "Content-Type",
                "a multipart form needs a boundary of 1 to " + MAX_BOUNDARY + " characters in its Content-Type");
    }

    private void readPart(Part part, InputStream bytes, FileSink sink) throws IOException {
        String name = part.name();
        if (name.equals("file")) {
            if (fileSeen) {
                throw new InvalidRequest("file", "a form holds one part 'file'; upload one file at a time");
            }
            fileSeen = true;
            noteFile(part);
            sink.take(bytes);
        } else if (!FIELDS.contains(name)) {
            throw new InvalidRequest(name, "the field '" + name + "' is not known to this call");
        } else if (fields.put(name, text(name, bytes)) != null && !name.equals("file_name")) {
            throw new InvalidRequest(name, "the field '" + name + "' is given twice");
        }
    }

    /** The part may say how the file is called and what it is; a field of its own says it better. */
    private void noteFile(Part part) {
        part.fileName()
                .filter(fileName -> !fileName.isEmpty())
                .ifPresent(fileName -> fields.putIfAbsent("file_name", fileName));
        part.contentType()
                .filter(type -> !type.equals("application/octet-stream"))
                .ifPresent(type -> fields.put("part_type", type));
    }

    private static String text(String name, InputStream part) throws IOException {
        byte[] bytes = part.readNBytes(MAX_FIELD_BYTES + 1);
        if (bytes.length > MAX_FIELD_BYTES) {
            throw new TooLarge("the field '" + name + "' has at most " + MAX_FIELD_BYTES + " bytes", MAX_FIELD_BYTES);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
