package io.holdfast.ingest.download;

import io.holdfast.ingest.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DownloadController {
    private final DownloadService downloads;
    private final Responder responder;

    DownloadController(DownloadService downloads, Responder responder) {
        this.downloads = downloads;
        this.responder = responder;
    }

    @RequestMapping(
            path = "/api/v1/files/{id}/download",
            method = {RequestMethod.GET, RequestMethod.HEAD})
    void download(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Long version,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        responder.answer(downloads.open(caller, id, version), request, response);
    }

    @RequestMapping(
            path = "/api/v1/files/{id}/versions/{version}/blocks/{index}",
            method = {RequestMethod.GET, RequestMethod.HEAD})
    void block(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable long version,
            @PathVariable int index,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        responder.answer(downloads.openBlock(caller, id, version, index), request, response);
    }
}
