package io.holdfast.metadata.commit;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.core.name.EntryName;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.commit.FileResult.Outcome;
import io.holdfast.metadata.database.Sql;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.entry.EntryType;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.Target;
import io.holdfast.metadata.upload.Upload;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;

/**
 * The commit of the one file of an upload, as the fast path asks for it.
 *
 * @param blocks the distinct blocks of the file with their sizes
 * @param readable the namespaces whose blocks the caller may cite
 * @param newEntry the id of the entry, if there is none at the path yet
 * @param version the id of the version
 */
record FastCommit(
        Upload upload,
        FileRequest file,
        Target.AtPath target,
        SortedMap<BlockId, Integer> blocks,
        Set<UUID> readable,
        UUID newEntry,
        UUID version) {

    /** What was committed, and the entry as that left it. */
    record Committed(Done done, Entry entry) {}

    List<EntryName> names() {
        return target.path().names();
    }

    /** Reads what {@code commit_file} answers. */
    Committed committed(ResultSet row) throws SQLException {
        Manifest manifest = file.manifest();
        EntryName name = names().get(names().size() - 1);
        Entry entry = new Entry(
                upload.namespaceId(),
                Sql.uuid(row, "r_entry"),
                Optional.of(Sql.uuid(row, "r_folder")),
                row.getString("r_path"),
                name.value(),
                name.key(),
                EntryType.FILE,
                row.getLong("r_number"),
                manifest.sizeBytes(),
                Optional.of(manifest.contentHash()),
                Optional.of(file.mimeType()).filter(type -> !type.isEmpty()),
                Sql.instant(row, "r_created_at"),
                Sql.instant(row, "r_updated_at"),
                Optional.of(upload.accountId()),
                upload.deviceId(),
                row.getLong("r_seq"),
                Optional.empty());
        Done done = new Done(
                0,
                Outcome.COMMITTED,
                entry.id(),
                version,
                entry.version(),
                entry.path(),
                entry.seq(),
                entry.sizeBytes(),
                row.getLong("r_uploaded"),
                Optional.empty());
        return new Committed(done, entry);
    }
}
