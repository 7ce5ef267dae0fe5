package io.holdfast.ingest.upload;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.TooLarge;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;

/** A multipart form, read as it comes: small fields before or after the one part that holds the file. */
final class Form {
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

    private final HttpServletRequest request;
    private final Map<String, String> fields = new HashMap<>();
    private boolean fileSeen;

    Form(HttpServletRequest request) {
        this.request = request;
    }

    /** Takes the file's bytes when the form comes to them. */
    @FunctionalInterface
    interface FileSink {
        void take(InputStream bytes) throws IOException;
    }

    /** Bytes of the whole request as the client says it; -1 if it does not. */
    long lengthBytes() {
        return request.getContentLengthLong();
    }

    /**
     * Reads the form to its end. What comes before the file part is known when the sink is called.
     *
     * @throws InvalidRequest if it is no such form
     */
    void read(FileSink sink) throws IOException {
        try {
            JakartaServletFileUpload<?, ?> parser = new JakartaServletFileUpload<>();
            parser.setHeaderCharset(StandardCharsets.UTF_8);
            FileItemInputIterator parts = parser.getItemIterator(request);
            for (int n = 0; parts.hasNext(); n++) {
                if (n == MAX_PARTS) {
                    throw new InvalidRequest("a form has at most " + MAX_PARTS + " parts");
                }
                readPart(parts.next(), sink);
            }
        } catch (FileUploadException e) {
            throw new InvalidRequest("the multipart form is malformed or ends too early");
        }
        if (!fileSeen) {
            throw new InvalidRequest("file", "the part 'file' is required");
        }
    }

    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    Optional<Long> number(String name) {
        return field(name).map(text -> {
            try {
                return Long.parseLong(text.strip());
            } catch (NumberFormatException e) {
                throw new InvalidRequest(name, "'" + name + "' must be a whole number");
            }
        });
    }

    Optional<UUID> id(String name) {
        return field(name).map(text -> {
            try {
                return UUID.fromString(text.strip());
            } catch (IllegalArgumentException e) {
                throw new InvalidRequest(name, "'" + name + "' must be a UUID");
            }
        });
    }

    Optional<Instant> time(String name) {
        return field(name).map(text -> {
            try {
                return Instant.parse(text.strip());
            } catch (DateTimeException e) {
                throw new InvalidRequest(name, "'" + name + "' must be a time such as 2026-11-21T10:15:30Z");
            }
        });
    }

    private void readPart(FileItemInput part, FileSink sink) throws IOException {
        String name = part.getFieldName();
        if ("file".equals(name)) {
            if (fileSeen) {
                throw new InvalidRequest("file", "a form holds one part 'file'; upload one file at a time");
            }
            fileSeen = true;
            noteFile(part);
            sink.take(part.getInputStream());
        } else if (name == null || !FIELDS.contains(name)) {
            throw new InvalidRequest(String.valueOf(name), "the field '" + name + "' is not known to this call");
        } else if (fields.put(name, text(name, part)) != null && !name.equals("file_name")) {
            throw new InvalidRequest(name, "the field '" + name + "' is given twice");
        }
    }

    /** The part may say how the file is called and what it is; a field of its own says it better. */
    private void noteFile(FileItemInput part) {
        String fileName = part.getName();
        if (fileName != null && !fileName.isEmpty()) {
            fields.putIfAbsent("file_name", fileName);
        }
        String type = part.getContentType();
        if (type != null && !type.equals("application/octet-stream")) {
            fields.put("part_type", type);
        }
    }

    private static String text(String name, FileItemInput part) throws IOException {
        byte[] bytes = part.getInputStream().readNBytes(MAX_FIELD_BYTES + 1);
        if (bytes.length > MAX_FIELD_BYTES) {
            throw new TooLarge("the field '" + name + "' has at most " + MAX_FIELD_BYTES + " bytes", MAX_FIELD_BYTES);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
