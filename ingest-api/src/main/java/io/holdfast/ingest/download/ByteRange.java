package io.holdfast.ingest.download;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part of a file that an answer holds: bytes {@code first} up to but not including {@code end}. */
record ByteRange(Kind kind, long first, long end) {
    /** WHOLE: the client asked for no range that we serve. UNSATISFIABLE: it asked for one behind the end. */
    enum Kind {
        WHOLE,
        PART,
        UNSATISFIABLE
    }

    private static final Pattern SINGLE = Pattern.compile("bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

    /**
     * Reads a {@code Range} header by RFC 9110: one range of bytes, open or from the end. Several ranges at once, and what is no
     * range at all, are answered with the whole file, as the standard allows.
     */
    static ByteRange parse(@Nullable String header, long size) {
        Matcher range = SINGLE.matcher(header == null ? "" : header);
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return whole(size);
        }
        return range.group(1).isEmpty()
                ? suffix(Long.parseLong(range.group(2)), size)
                : from(Long.parseLong(range.group(1)), range.group(2), size);
    }

    static ByteRange whole(long size) {
        return new ByteRange(Kind.WHOLE, 0, size);
    }

    long sizeBytes() {
        return end - first;
    }

    private static ByteRange suffix(long length, long size) {
        return length == 0 || size == 0
                ? new ByteRange(Kind.UNSATISFIABLE, 0, 0)
                : new ByteRange(Kind.PART, Math.max(0, size - length), size);
    }

    private static ByteRange from(long first, String lastText, long size) {
        long last = lastText.isEmpty() ? Long.MAX_VALUE - 1 : Long.parseLong(lastText);
        if (last < first) {
            return whole(size);
        }
        return first >= size
                ? new ByteRange(Kind.UNSATISFIABLE, 0, 0)
                : new ByteRange(Kind.PART, first, Math.min(size, last + 1));
    }
}
