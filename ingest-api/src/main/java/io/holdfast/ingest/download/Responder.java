package io.holdfast.ingest.download;

import io.holdfast.ingest.http.AnswerBroken;
import io.holdfast.ingest.http.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Answers a request for a file by the rules of HTTP: whole, a range, unchanged, or a range that is not there. */
@Component
class Responder {
    private final BlockSender sender;
    private final Counter bytesSent;

    Responder(BlockSender sender, MeterRegistry metrics) {
        this.sender = sender;
        this.bytesSent = Counter.builder("holdfast.download.bytes")
                .description("Bytes of files asked for and sent")
                .baseUnit("bytes")
                .register(metrics);
    }

    void answer(Download download, HttpServletRequest request, HttpServletResponse response) throws IOException {
        describe(download, response);
        if (Preconditions.unchanged(request.getHeader(HttpHeaders.IF_NONE_MATCH), download.etag())) {
            response.setStatus(HttpStatus.NOT_MODIFIED.value());
            return;
        }
        ByteRange range = Preconditions.rangeHolds(request.getHeader(HttpHeaders.IF_RANGE), download.etag())
                ? ByteRange.parse(request.getHeader(HttpHeaders.RANGE), download.sizeBytes())
                : ByteRange.whole(download.sizeBytes());
        switch (range.kind()) {
            case UNSATISFIABLE -> throw refused(download, response);
            case WHOLE -> send(download, range, request, response);
            case PART -> {
                response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
                response.setHeader(
                        HttpHeaders.CONTENT_RANGE,
                        "bytes " + range.first() + "-" + (range.end() - 1) + "/" + download.sizeBytes());
                send(download, range, request, response);
            }
        }
    }

    private void send(Download download, ByteRange range, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType(download.mimeType());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, Disposition.attachment(download.name()));
        response.setContentLengthLong(range.sizeBytes());
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        try {
            sender.send(download.blocks(), range, response.getOutputStream());
            bytesSent.increment(range.sizeBytes());
        } catch (RuntimeException e) {
            if (response.isCommitted()) {
                throw new AnswerBroken(e);
            }
            response.reset();
            throw e;
        }
    }

    /** Headers that any answer about this content has. User content never runs in our origin. */
    private static void describe(Download download, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ETAG, download.etag());
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader(
                HttpHeaders.LAST_MODIFIED,
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        download.modifiedAt().atOffset(ZoneOffset.UTC)));
    }

    private static ProblemException refused(Download download, HttpServletResponse response) {
        response.reset();
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + download.sizeBytes());
        return new ProblemException(
                HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                "there are " + download.sizeBytes() + " bytes, and the range that is asked for has none of them");
    }
}
