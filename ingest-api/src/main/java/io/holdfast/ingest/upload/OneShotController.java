package io.holdfast.ingest.upload;

import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.form.Form;
import io.holdfast.ingest.repeat.IdempotencyKey;
import io.holdfast.ingest.upload.UploadApi.Uploaded;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OneShotController {
    private final OneShotService uploads;

    OneShotController(OneShotService uploads) {
        this.uploads = uploads;
    }

    @PostMapping(path = "/api/v1/files/upload", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Uploaded upload(Caller caller, HttpServletRequest request) throws IOException {
        Form form = new Form(request);
        Uploaded uploaded = uploads.upload(caller, form, IdempotencyKey.boundTo(request));
        form.digest().ifPresent(sent -> IdempotencyKey.noteBody(request, sent));
        return uploaded;
    }
}
