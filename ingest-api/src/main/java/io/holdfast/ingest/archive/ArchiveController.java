package io.holdfast.ingest.archive;

import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.download.Disposition;
import io.holdfast.ingest.http.AnswerBroken;
import io.holdfast.ingest.limit.Budget;
import io.holdfast.ingest.limit.Limited;
import io.holdfast.metadata.entry.Entry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ArchiveController {
    private static final String ZIP = "application/zip";

    private final ArchiveService archives;

    ArchiveController(ArchiveService archives) {
        this.archives = archives;
    }

    @Limited(Budget.EXPENSIVE_PER_USER)
    @RequestMapping(
            path = "/api/v1/folders/{id}/download",
            method = {RequestMethod.GET, RequestMethod.HEAD})
    @Operation(
            summary = "Download a folder as a ZIP",
            description =
                    "Streamed, with ZIP64 where it is needed, and of a size that is not known before. 'root' is an id too. If"
                            + " something cannot be read, the connection breaks.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary"))))
    void download(Caller caller, @PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Entry folder = archives.open(caller, id);
        describe(archives.fileName(folder), response);
        if (!request.getMethod().equals("HEAD")) {
            send(folder, response);
        }
    }

    private void send(Entry folder, HttpServletResponse response) throws IOException {
        try {
            archives.write(folder, response.getOutputStream());
        } catch (RuntimeException e) {
            if (response.isCommitted()) {
                throw new AnswerBroken(e);
            }
            response.reset();
            throw e;
        }
    }

    private static void describe(String name, HttpServletResponse response) {
        response.setContentType(ZIP);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, Disposition.attachment(name));
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "none");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }
}
