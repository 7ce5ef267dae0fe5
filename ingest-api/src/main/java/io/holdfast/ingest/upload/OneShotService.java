package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.HashMismatch;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.QuotaExceeded;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.form.Form;
import io.holdfast.ingest.upload.UploadApi.Uploaded;
import io.holdfast.metadata.namespace.Namespaces;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.Target;
import io.holdfast.metadata.upload.Upload;
import io.holdfast.metadata.upload.UploadState;
import io.holdfast.metadata.upload.Uploads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** A whole file in one request. The server is its own client: it cuts, puts and commits while the bytes come. */
@Service
class OneShotService {
    private static final Logger LOG = LoggerFactory.getLogger(OneShotService.class);
    /** What a form adds to its file at most: its other fields and the lines between. */
    private static final long FORM_BYTES = 64 << 10;

    private final UploadService own;
    private final Uploads uploads;
    private final StreamIngest streams;
    private final CommitService commits;
    private final CommitViews views;
    private final Access access;
    private final Namespaces namespaces;

    OneShotService(
            UploadService own,
            Uploads uploads,
            StreamIngest streams,
            CommitService commits,
            CommitViews views,
            Access access,
            Namespaces namespaces) {
        this.own = own;
        this.uploads = uploads;
        this.streams = streams;
        this.commits = commits;
        this.views = views;
        this.access = access;
        this.namespaces = namespaces;
    }

    /** @param key bound to this very request, so that it leads to no upload that another one opened */
    Uploaded upload(Caller caller, Form form, Optional<String> key) throws IOException {
        Upload upload = open(caller, form, key);
        try {
            if (upload.state() == UploadState.OPEN) {
                receive(caller, upload, form);
            } else {
                requireSame(upload, form);
            }
            return views.uploaded(upload.namespaceId(), commits.commitReceived(caller, upload));
        } catch (HoldfastException.OutcomeUnknown e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            giveUp(upload, key.isPresent());
            throw e;
        }
    }

    /** Its answer was lost: a repeat finds the finished upload, if it brings the same file. */
    private void requireSame(Upload upload, Form form) throws IOException {
        String profile = profile(upload);
        List<Manifest> again = new ArrayList<>(1);
        form.read(bytes -> again.add(streams.read(profile, bytes)));
        BlockId sent = again.get(0).contentHash();
        if (!uploads.files(upload.id()).get(0).manifest().contentHash().equals(sent)) {
            throw new Conflict("this Idempotency-Key was used for another file; choose a new one");
        }
        form.contentIs(sent);
    }

    private String profile(Upload upload) {
        return namespaces.find(upload.namespaceId()).orElseThrow().chunkingProfile();
    }

    private void receive(Caller caller, Upload upload, Form form) throws IOException {
        String profile = profile(upload);
        List<Manifest> received = new ArrayList<>(1);
        form.read(bytes -> {
            requireDestinationIfKnown(caller, form);
            received.add(streams.receive(upload, profile, bytes));
        });
        form.contentIs(received.get(0).contentHash());
        uploads.describe(upload.id(), List.of(fileRequest(caller, form, received.get(0))));
    }

    private FileRequest fileRequest(Caller caller, Form form, Manifest manifest) {
        requireContentHash(form, manifest);
        return new FileRequest(
                Destinations.of(access, caller).resolve(destination(form)),
                manifest,
                FileRequests.baseVersion(form.number("base_version").orElse(null)),
                FileRequests.onConflict(form.field("on_conflict").orElse(null)),
                mimeType(form),
                form.time("modified_at"));
    }

    private static Destination destination(Form form) {
        return new Destination(
                form.field("path").orElse(null),
                form.id("parent_folder_id").orElse(null),
                form.field("file_name").orElse(null));
    }

    /** A wrong path is found out before the bytes are read, if it came before them. */
    private void requireDestinationIfKnown(Caller caller, Form form) {
        if (form.field("path").isPresent() || form.field("parent_folder_id").isPresent()) {
            Target.AtPath ignored = Destinations.of(access, caller).resolve(destination(form));
            LOG.debug("receiving {}", ignored.path());
        }
    }

    /** What a client says outright must be right; what its part's header says is only a hint. */
    private static String mimeType(Form form) {
        Optional<String> said = form.field("mime_type");
        if (said.isPresent()) {
            return FileRequests.mimeType(said.get());
        }
        try {
            return FileRequests.mimeType(form.field("part_type").orElse(null));
        } catch (InvalidRequest e) {
            return "";
        }
    }

    private static void requireContentHash(Form form, Manifest manifest) {
        Optional<String> said = form.field("content_hash");
        if (said.isPresent() && !said.get().equals(manifest.contentHash().hex())) {
            BlockId actual = manifest.contentHash();
            throw new HashMismatch("'content_hash' is " + said.get() + ", but the file that came has " + actual);
        }
    }

    /** Takes the room before a byte is read, as far as the client says how many will come: the whole form, or else its file alone. */
    private Upload open(Caller caller, Form form, Optional<String> key) {
        long most = Math.max(0, form.lengthBytes());
        try {
            return own.openStream(caller, key, most);
        } catch (QuotaExceeded nearlyFull) {
            return own.openStream(caller, key, Math.max(0, most - FORM_BYTES));
        }
    }

    /** Lets go of what was received, and of the room that it holds. With a key the upload stays open, so that the client can send it again. */
    private void giveUp(Upload upload, boolean keyed) {
        if (keyed) {
            return;
        }
        try {
            uploads.abort(upload.id());
        } catch (RuntimeException e) {
            LOG.warn("cannot abort the upload {}; it expires by itself: {}", upload.id(), e.getMessage());
        }
    }
}
