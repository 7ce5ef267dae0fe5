package io.holdfast.metadata.commit;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.metadata.commit.Citations.Arrival;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.commit.FileResult.Outcome;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import io.holdfast.metadata.tree.EntryRow;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.Upload;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Writes one version; see {@link #writeAll} for many. The caller holds every lock. */
    Done write(Upload upload, Write write, Outcome outcome, Optional<UUID> conflictOf) {
        return database.client()
                .sql("SELECT * FROM write_version(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(upload.namespaceId())
                .param(upload.id())
                .param(write.index())
                .param(write.entry())
                .param(write.version())
                .param(write.place().folder().id())
                .param(write.place().name().value())
                .param(write.place().name().key())
                .param(write.path())
                .param(Sql.hashes(write.file().manifest().distinct().keySet()))
                .param(letter(outcome))
                .param(conflictOf.orElse(null))
                .param(Sql.time(ambient.now()))
                .query((row, n) -> write.done(
                        outcome, row.getLong("r_number"), row.getLong("r_seq"), row.getLong("r_uploaded"), conflictOf))
                .single();
    }

    /** Writes one version each of many entries, in this order. The caller holds every lock. */
    List<Done> writeAll(Upload upload, List<Write> writes) {
        Citations citations = Citations.of(writes);
        List<Arrival> fresh = fresh(upload, citations.first().keySet());
        List<Arrival> stored = fresh.stream().filter(Arrival::stored).toList();
        Map<Integer, Write> byIndex = new HashMap<>();
        writes.forEach(write -> byIndex.put(write.index(), write));
        return database.client()
                .sql("SELECT * FROM write_versions(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(upload.namespaceId())
                .param(upload.id())
                .param(Sql.ints(writes.stream().map(Write::index).toList()))
                .param(Sql.uuids(writes.stream().map(Write::entry).toList()))
                .param(Sql.uuids(writes.stream().map(Write::version).toList()))
                .param(Sql.uuids(writes.stream()
                        .map(write -> write.place().folder().id())
                        .toList()))
                .param(Sql.texts(writes.stream()
                        .map(write -> write.place().name().value())
                        .toList()))
                .param(Sql.texts(
                        writes.stream().map(write -> write.place().name().key()).toList()))
                .param(Sql.texts(writes.stream().map(Write::path).toList()))
                .param(Sql.longs(citations.bytes(writes.size(), stored)))
                .param(Sql.longs(citations.bytes(writes.size(), fresh)))
                .param(Sql.ints(citations.places()))
                .param(Sql.hashes(citations.hashes()))
                .param(Sql.time(ambient.now()))
                .query((row, n) -> java.util.Objects.requireNonNull(byIndex.get(row.getInt("r_index")))
                        .done(
                                Outcome.COMMITTED,
                                row.getLong("r_number"),
                                row.getLong("r_seq"),
                                row.getLong("r_uploaded"),
                                Optional.empty()))
                .list();
    }

    /** Those of the blocks that this upload has sent and no version of the namespace holds yet. */
    private List<Arrival> fresh(Upload upload, Collection<BlockId> hashes) {
        return database.client()
                .sql("""
                        SELECT t.hash, t.size, bool_or(t.state = 'F') AS stored FROM upload_ticket t
                         WHERE t.session_id = ? AND t.state IN ('F', 'D') AND t.hash = ANY (?)
                           AND NOT EXISTS (SELECT FROM namespace_block nb
                                            WHERE nb.namespace_id = ? AND nb.hash = t.hash)
                         GROUP BY t.hash, t.size
                        """)
                .param(upload.id())
                .param(Sql.hashes(hashes))
                .param(upload.namespaceId())
                .query((row, n) -> new Arrival(Sql.hash(row, "hash"), row.getInt("size"), row.getBoolean("stored")))
                .list();
    }

    /** Notes that the content of these files was there already. */
    List<Done> unchanged(Upload upload, List<Unchanged> files) {
        return database.client()
                .sql("""
                        UPDATE upload_file f
                           SET outcome = 'U', result_entry = e.id, result_version = e.current_version,
                               result_number = e.version, result_path = m.path, result_seq = e.seq, uploaded = 0
                          FROM unnest(?, ?, ?) m (index, entry, path)
                          JOIN entry e ON e.namespace_id = ? AND e.id = m.entry
                         WHERE f.session_id = ? AND f.index = m.index
                        RETURNING f.index, f.outcome, f.result_entry, f.result_version, f.result_number, f.result_path,
                                  f.result_seq, f.size, f.uploaded, f.conflict_of
                        """)
                .param(Sql.ints(files.stream().map(Unchanged::index).toList()))
                .param(Sql.uuids(files.stream().map(Unchanged::entry).toList()))
                .param(Sql.texts(files.stream().map(Unchanged::path).toList()))
                .param(upload.namespaceId())
                .param(upload.id())
                .query((row, n) -> read(row))
                .list();
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

    /** A file whose content the entry holds already. */
    record Unchanged(int index, UUID entry, String path) {}

    /** A version that is to be written, with the ids that it and its entry get. */
    record Write(int index, FileRequest file, Place place, UUID entry, UUID version) {
        String path() {
            return place.path().toString();
        }

        /** The entry as it stands once this is written. */
        EntryRow row() {
            return new EntryRow(
                    entry,
                    Optional.of(place.folder().id()),
                    place.name().value(),
                    EntryRow.Kind.FILE,
                    Optional.of(version),
                    place.existing().map(EntryRow::version).orElse(0L) + 1,
                    file.manifest().sizeBytes(),
                    Optional.of(file.manifest().contentHash()),
                    Optional.empty(),
                    false);
        }

        private Done done(Outcome outcome, long number, long seq, long uploadedBytes, Optional<UUID> conflictOf) {
            return new Done(
                    index,
                    outcome,
                    entry,
                    version,
                    number,
                    path(),
                    seq,
                    file.manifest().sizeBytes(),
                    uploadedBytes,
                    conflictOf);
        }
    }
}
