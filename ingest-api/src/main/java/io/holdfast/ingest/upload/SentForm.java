package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.form.Form;
import io.holdfast.ingest.repeat.SentBody;
import io.holdfast.metadata.namespace.Namespaces;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** What a form brings that is sent again: cut as it was the first time, and nothing of it kept. */
@Component
final class SentForm implements SentBody {
    private final StreamIngest streams;
    private final Access access;
    private final Namespaces namespaces;

    SentForm(StreamIngest streams, Access access, Namespaces namespaces) {
        this.streams = streams;
        this.access = access;
        this.namespaces = namespaces;
    }

    @Override
    public BlockId digest(HttpServletRequest request) throws IOException {
        Caller caller = Caller.of(request).orElseThrow();
        String profile =
                namespaces.find(access.home(caller).namespaceId()).orElseThrow().chunkingProfile();
        Form form = new Form(request);
        form.read(bytes -> form.contentIs(streams.read(profile, bytes).contentHash()));
        return form.digest().orElseThrow();
    }
}
