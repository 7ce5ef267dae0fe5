package io.holdfast.ingest.upload;

import io.holdfast.core.error.HoldfastException;
import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.http.Turns;
import io.holdfast.ingest.relay.JournalSignal;
import io.holdfast.ingest.upload.UploadApi.Committed;
import io.holdfast.metadata.account.Sessions;
import io.holdfast.metadata.commit.CommitAnswer;
import io.holdfast.metadata.commit.CommitUpload;
import io.holdfast.metadata.commit.Commits;
import io.holdfast.metadata.commit.FileResult;
import io.holdfast.metadata.upload.Upload;
import io.holdfast.metadata.upload.UploadKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Commits an upload and tells the client what became of it; wakes whoever waits for the journal. */
@Service
class CommitService {
    private final Commits commits;
    private final CommitTurns turns;
    private final Access access;
    private final Sessions sessions;
    private final CommitViews views;
    private final JournalSignal signal;
    private final Timer timer;

    CommitService(
            Commits commits,
            CommitTurns turns,
            Access access,
            Sessions sessions,
            CommitViews views,
            JournalSignal signal,
            MeterRegistry metrics) {
        this.commits = commits;
        this.turns = turns;
        this.access = access;
        this.sessions = sessions;
        this.views = views;
        this.signal = signal;
        this.timer = Timer.builder("holdfast.commit")
                .description("Time to commit an upload")
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
    }

    /** @throws HoldfastException for an upload of one file, what stood against it; a batch tells for each file */
    Committed commit(Caller caller, UUID id) {
        Upload upload = access.upload(caller, id);
        try (Turns.Turn turn = turns.take(upload)) {
            CommitAnswer answer =
                    upload.kind() == UploadKind.FILE ? commitOne(caller, upload) : commitQuietly(caller, upload);
            return views.committed(upload, answer);
        }
    }

    /** For an upload of one file whose bytes have come with this very request. */
    CommitAnswer commitReceived(Caller caller, Upload upload) {
        try (Turns.Turn turn = turns.takeLate(upload)) {
            return commitOne(caller, upload);
        }
    }

    /**
     * For an upload of one file, by a request that has its turn already if its manifest needs one.
     *
     * @throws HoldfastException what stood against it
     */
    CommitAnswer commitOne(Caller caller, Upload upload) {
        CommitAnswer answer = commitQuietly(caller, upload);
        if (answer.files().get(0) instanceof FileResult.Failed failed) {
            throw views.explained(upload, failed);
        }
        return answer;
    }

    private CommitAnswer commitQuietly(Caller caller, Upload upload) {
        CommitUpload request = new CommitUpload(
                upload.id(),
                access.readableNamespaces(caller),
                () -> sessions.deviceName(caller.deviceId()).orElse(""));
        Timer.Sample sample = Timer.start();
        CommitAnswer answer = commits.commit(request);
        sample.stop(timer);
        signal.raise();
        return answer;
    }
}
