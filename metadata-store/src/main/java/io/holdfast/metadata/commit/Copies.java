package io.holdfast.metadata.commit;

import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.MissingBlocks;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.QuotaExceeded;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.commit.FileResult.Outcome;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.entry.VersionContent;
import io.holdfast.metadata.entry.Versions;
import io.holdfast.metadata.tree.EntryRow;
import io.holdfast.metadata.tree.Tree;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.OnConflict;
import io.holdfast.metadata.upload.OpenUpload;
import io.holdfast.metadata.upload.OpenedUpload;
import io.holdfast.metadata.upload.Target;
import io.holdfast.metadata.upload.Uploads;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes versions out of the block lists of others. No block is stored or read: an upload is opened that cites them all and is
 * committed like any other, so quota, references, evidence and the states of blocks are the commit's business. An upload that
 * fails is aborted, so that it holds no room. Thread safe.
 */
public final class Copies {
    private static final Logger LOG = LoggerFactory.getLogger(Copies.class);

    private final Uploads uploads;
    private final Commits commits;
    private final Versions versions;
    private final Tree tree;

    public Copies(Database database, Uploads uploads, Commits commits) {
        this.uploads = uploads;
        this.commits = commits;
        this.versions = new Versions(database);
        this.tree = new Tree(database);
    }

    /**
     * Makes the content of an older version the current one: a new version with the old block list. If it is the current content
     * already, nothing is written and the outcome is {@link Outcome#UNCHANGED}.
     *
     * @throws NotFound if there is no such version, or the file is in the trash
     * @throws QuotaExceeded if there is no room for its logical bytes
     */
    public Done restore(UUID namespace, UUID file, long number, Requester requester) {
        VersionContent content = content(namespace, file, number);
        FileRequest wanted = new FileRequest(
                new Target.Existing(file),
                content.manifest(),
                Optional.empty(),
                OnConflict.OVERWRITE,
                content.version().mimeType().orElse(""),
                Optional.empty(),
                Optional.of(number));
        return commit(new Source(namespace, file, number), open(namespace, wanted, requester), requester);
    }

    /**
     * Makes a file with the content of another's current version, and a history of its own.
     *
     * @throws NotFound if the file or the folder is not there, or in the trash
     * @throws InvalidRequest if the source is a folder, or the target a file
     * @throws Conflict if the name is taken
     * @throws QuotaExceeded if there is no room for its logical bytes
     */
    public Done copy(CopyFile wish, Requester requester) {
        UUID namespace = wish.namespaceId();
        EntryRow source = source(namespace, wish.sourceId());
        Tree.Folder folder = tree.folder(namespace, wish.folderId());
        folder.path().child(wish.name()); // refuses what is too long
        tree.child(namespace, folder.id(), wish.name()).map(EntryRow::id).ifPresent(there -> refuse(wish, there));
        VersionContent content = content(namespace, source.id(), source.version());
        FileRequest wanted = new FileRequest(
                new Target.AtPath(folder.id(), new EntryPath(List.of(wish.name()))),
                content.manifest(),
                Optional.empty(),
                OnConflict.FAIL,
                content.version().mimeType().orElse(""),
                Optional.empty());
        OpenedUpload opened = open(namespace, wanted, requester);
        Done done = commit(new Source(namespace, source.id(), source.version()), opened, requester);
        if (done.outcome() == Outcome.UNCHANGED) {
            refuse(wish, done.entryId());
        }
        return done;
    }

    private EntryRow source(UUID namespace, UUID id) {
        EntryRow source = tree.find(namespace, id).orElseThrow(() -> new NotFound("there is no file " + id));
        if (source.isFolder()) {
            throw new InvalidRequest("'" + source.name() + "' is a folder; copy its files one by one");
        }
        if (tree.livePath(namespace, id).isEmpty()) {
            throw new NotFound("the file " + id + " is in the trash");
        }
        return source;
    }

    private static void refuse(CopyFile wish, UUID there) {
        throw new Conflict("'" + wish.name() + "' is there already", there);
    }

    private VersionContent content(UUID namespace, UUID file, long number) {
        return versions.content(namespace, file, number)
                .orElseThrow(() -> new NotFound("file " + file + " has no version " + number));
    }

    private OpenedUpload open(UUID namespace, FileRequest wanted, Requester requester) {
        return uploads.open(
                new OpenUpload(namespace, requester.actor(), requester.readable(), List.of(wanted), Optional.empty()));
    }

    private Done commit(Source source, OpenedUpload opened, Requester requester) {
        try {
            return commits.commit(new CommitUpload(opened.upload().id(), requester.readable(), () -> ""))
                    .only();
        } catch (OutcomeUnknown e) {
            throw e;
        } catch (RuntimeException e) {
            giveUp(opened);
            throw explained(source, e);
        }
    }

    private RuntimeException explained(Source source, RuntimeException problem) {
        if (problem instanceof MissingBlocks e) {
            content(source.namespaceId(), source.fileId(), source.version()); // it may just have been purged
            LOG.error("blocks of a committed version are not there: {} of {}", e.missing(), source);
            return new Unavailable("a block of this file is not there; the operator has been told", e);
        }
        return problem;
    }

    private void giveUp(OpenedUpload opened) {
        try {
            uploads.abort(opened.upload().id());
        } catch (RuntimeException e) {
            LOG.warn("cannot abort an upload; it expires by itself: {}", e.getMessage());
        }
    }

    private record Source(UUID namespaceId, UUID fileId, long version) {}
}
