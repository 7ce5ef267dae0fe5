package io.holdfast.metadata.commit;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.core.name.EntryName;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.commit.FileResult.Outcome;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import io.holdfast.metadata.tree.EntryRow;
import io.holdfast.metadata.tree.Tree;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.Target;
import io.holdfast.metadata.upload.Upload;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** The SQL of the commit. */
final class CommitRows {
    private final Database database;
    private final Ambient ambient;

    CommitRows(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
    }

    /** The fast path: one statement that commits, or changes nothing and answers nothing. */
    Optional<Done> commitFile(
            Upload upload, Target.AtPath target, Manifest manifest, Set<UUID> readable, boolean answerAll) {
        UUID version = ambient.newId();
        SortedMap<BlockId, Integer> blocks = manifest.distinct();
        List<EntryName> names = target.path().names();
        return database.client()
                .sql("SELECT * FROM commit_file(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(upload.namespaceId())
                .param(upload.id())
                .param(target.folderId())
                .param(Sql.texts(names.stream().map(EntryName::value).toList()))
                .param(Sql.texts(names.stream().map(EntryName::key).toList()))
                .param(ambient.newId())
                .param(version)
                .param(Sql.hashes(blocks.keySet()))
                .param(Sql.ints(blocks.values()))
                .param(Sql.uuids(readable))
                .param(answerAll)
                .param(Sql.time(ambient.now()))
                .query((row, n) -> new Done(
                        0,
                        Outcome.COMMITTED,
                        Sql.uuid(row, "r_entry"),
                        version,
                        row.getLong("r_number"),
                        row.getString("r_path"),
                        row.getLong("r_seq"),
                        manifest.sizeBytes(),
                        row.getLong("r_uploaded"),
                        Optional.empty()))
                .optional();
    }

    /** Writes a version of an entry, which is made if it is not there. The caller holds every lock. */
    Done write(Upload upload, int index, FileRequest file, Place place, Outcome outcome, Optional<UUID> conflictOf) {
        UUID version = ambient.newId();
        UUID entry = place.existing().map(EntryRow::id).orElseGet(ambient::newId);
        String path = place.path().toString();
        return database.client()
                .sql("SELECT * FROM write_version(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(upload.namespaceId())
                .param(upload.id())
                .param(index)
                .param(entry)
                .param(version)
                .param(place.folder().id())
                .param(place.name().value())
                .param(place.name().key())
                .param(path)
                .param(Sql.hashes(file.manifest().distinct().keySet()))
                .param(letter(outcome))
                .param(conflictOf.orElse(null))
                .param(Sql.time(ambient.now()))
                .query((row, n) -> new Done(
                        index,
                        outcome,
                        entry,
                        version,
                        row.getLong("r_number"),
                        path,
                        row.getLong("r_seq"),
                        file.manifest().sizeBytes(),
                        row.getLong("r_uploaded"),
                        conflictOf))
                .single();
    }

    /** Notes that the content of a file was there already. */
    Done unchanged(Upload upload, int index, UUID namespace, EntryRow there, String path) {
        return database.client()
                .sql("""
                        UPDATE upload_file f
                           SET outcome = 'U', result_entry = e.id, result_version = e.current_version,
                               result_number = e.version, result_path = ?, result_seq = e.seq, uploaded = 0
                          FROM entry e
                         WHERE f.session_id = ? AND f.index = ? AND e.namespace_id = ? AND e.id = ?
                        RETURNING f.*
                        """)
                .param(path)
                .param(upload.id())
                .param(index)
                .param(namespace)
                .param(there.id())
                .query((row, n) -> read(row))
                .single();
    }

    /** What has been committed already, by place. */
    Map<Integer, Done> done(UUID upload) {
        return database.client().sql("""
                        SELECT index, outcome, result_entry, result_version, result_number, result_path, result_seq, size,
                               uploaded, conflict_of
                          FROM upload_file WHERE session_id = ? AND outcome IS NOT NULL
                        """).param(upload).query((row, n) -> read(row)).list().stream()
                .collect(Collectors.toMap(Done::index, done -> done, (one, other) -> one, TreeMap::new));
    }

    Manifest manifest(UUID namespace, UUID version) {
        return database.client()
                .sql("SELECT manifest FROM version WHERE namespace_id = ? AND id = ?")
                .param(namespace)
                .param(version)
                .query((row, n) -> Manifest.unpack(row.getBytes("manifest")))
                .single();
    }

    void close(UUID upload) {
        database.client()
                .sql("UPDATE upload_session SET state = 'C' WHERE id = ?")
                .param(upload)
                .update();
    }

    private static Done read(ResultSet row) throws SQLException {
        return new Done(
                row.getInt("index"),
                outcome(row.getString("outcome")),
                Sql.uuid(row, "result_entry"),
                Sql.uuid(row, "result_version"),
                row.getLong("result_number"),
                row.getString("result_path"),
                row.getLong("result_seq"),
                row.getLong("size"),
                row.getLong("uploaded"),
                Sql.optionalUuid(row, "conflict_of"));
    }

    private static String letter(Outcome outcome) {
        return switch (outcome) {
            case COMMITTED -> "C";
            case UNCHANGED -> "U";
            case KEPT_BESIDE -> "K";
        };
    }

    private static Outcome outcome(String letter) {
        return switch (letter) {
            case "C" -> Outcome.COMMITTED;
            case "U" -> Outcome.UNCHANGED;
            case "K" -> Outcome.KEPT_BESIDE;
            default -> throw new IllegalStateException("not an outcome: '" + letter + "'");
        };
    }

    /** Where a file goes, and what stands there. */
    record Place(Tree.Folder folder, EntryName name, Optional<EntryRow> existing) {
        io.holdfast.core.name.EntryPath path() {
            return folder.path().child(name);
        }
    }
}
