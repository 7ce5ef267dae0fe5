package io.holdfast.metadata.commit;

import io.holdfast.core.name.EntryName;
import io.holdfast.metadata.commit.FastCommit.Committed;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.RowCallbackHandler;

/** The SQL of the fast path: one statement that commits, or changes nothing and answers nothing. */
final class FastRows {
    private final Database database;
    private final Ambient ambient;
    private final boolean answerAll;

    /** @param answerAll whether a block that is there may be cited by everybody */
    FastRows(Database database, Ambient ambient, boolean answerAll) {
        this.database = database;
        this.ambient = ambient;
        this.answerAll = answerAll;
    }

    Optional<Committed> commit(FastCommit one) {
        return database.client()
                .sql("SELECT * FROM commit_file(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(one.upload().namespaceId())
                .param(one.upload().id())
                .param(one.target().folderId())
                .param(Sql.texts(one.names().stream().map(EntryName::value).toList()))
                .param(Sql.texts(one.names().stream().map(EntryName::key).toList()))
                .param(one.newEntry())
                .param(one.version())
                .param(Sql.hashes(one.blocks().keySet()))
                .param(Sql.ints(one.blocks().values()))
                .param(Sql.uuids(one.readable()))
                .param(answerAll)
                .param(Sql.time(ambient.now()))
                .query((row, n) -> one.committed(row))
                .optional();
    }

    /**
     * What became of several commits.
     *
     * @param committed by their place, from 0
     * @param leftOut places of those that were not tried, since their namespace was locked; the rest was declined
     */
    record Together(Map<Integer, Committed> committed, Set<Integer> leftOut) {}

    /** Commits to any namespaces, in one transaction. Each is committed or not for itself. */
    Together commit(List<FastCommit> all) {
        Together together = new Together(new HashMap<>(), new HashSet<>());
        database.client()
                .sql("SELECT * FROM commit_files(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(Sql.uuids(each(all, one -> one.upload().namespaceId())))
                .param(Sql.uuids(each(all, one -> one.upload().id())))
                .param(Sql.uuids(each(all, one -> one.target().folderId())))
                .param(Sql.ints(each(all, one -> one.names().size())))
                .param(Sql.texts(every(
                        all, one -> one.names().stream().map(EntryName::value).toList())))
                .param(Sql.texts(every(
                        all, one -> one.names().stream().map(EntryName::key).toList())))
                .param(Sql.uuids(each(all, FastCommit::newEntry)))
                .param(Sql.uuids(each(all, FastCommit::version)))
                .param(Sql.ints(each(all, one -> one.blocks().size())))
                .param(Sql.hashes(every(all, one -> one.blocks().keySet())))
                .param(Sql.ints(every(all, one -> one.blocks().values())))
                .param(Sql.ints(each(all, one -> one.readable().size())))
                .param(Sql.uuids(every(all, FastCommit::readable)))
                .param(answerAll)
                .param(Sql.time(ambient.now()))
                .query((RowCallbackHandler) row -> read(row, all, together));
        return together;
    }

    private static void read(ResultSet row, List<FastCommit> all, Together together) throws SQLException {
        int place = row.getInt("r_place") - 1;
        if (Sql.optionalUuid(row, "r_entry").isPresent()) {
            together.committed().put(place, all.get(place).committed(row));
        } else {
            together.leftOut().add(place);
        }
    }

    private static <T> List<T> each(List<FastCommit> all, Function<FastCommit, T> value) {
        return all.stream().map(value).toList();
    }

    private static <T> List<T> every(List<FastCommit> all, Function<FastCommit, Collection<T>> values) {
        return all.stream().flatMap(one -> values.apply(one).stream()).toList();
    }
}
