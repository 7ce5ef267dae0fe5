package io.holdfast.ingest.form;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.ContentDisposition;

/** What the header of a part says. */
record Part(String name, Optional<String> fileName, Optional<String> contentType) {
    private static final Pattern LINE = Pattern.compile("(?m)^([\\w-]+):[ \\t]*(.*?)[ \\t]*\\r?$");

    /** @throws InvalidRequest unless it is the header of a form's field */
    static Part parse(String header) {
        Optional<String> disposition = Optional.empty();
        Optional<String> contentType = Optional.empty();
        Matcher lines = LINE.matcher(header);
        while (lines.find()) {
            if (lines.group(1).equalsIgnoreCase("content-disposition")) {
                disposition = Optional.of(lines.group(2));
            } else if (lines.group(1).equalsIgnoreCase("content-type")) {
                contentType = Optional.of(lines.group(2));
            }
        }
        return of(disposition.orElseThrow(Part::malformed), contentType);
    }

    private static Part of(String disposition, Optional<String> contentType) {
        try {
            ContentDisposition parsed = ContentDisposition.parse(disposition);
            String name = parsed.getName();
            if (!parsed.isFormData() || name == null) {
                throw malformed();
            }
            return new Part(name, Optional.ofNullable(parsed.getFilename()), contentType);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static InvalidRequest malformed() {
        return new InvalidRequest(
                "the multipart form is malformed: a part needs 'Content-Disposition: form-data; name=…'");
    }
}
