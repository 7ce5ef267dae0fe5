package io.holdfast.streams.postgres;

import io.holdfast.lakehouse.event.ChangeEvent;
import io.holdfast.lakehouse.event.ChangeEventCodec;
import io.holdfast.lakehouse.event.VersionEvent;
import io.holdfast.lakehouse.event.VersionEventCodec;
import io.holdfast.lakehouse.postgres.JournalReader;
import io.holdfast.streams.operator.Gaps;
import io.holdfast.streams.record.Numbered;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what a topic lacks out of PostgreSQL's journal, a few events at a time: a manifest may have 10 MB. */
public final class JournalGaps implements Gaps {
    private static final int VERSIONS_PER_PAGE = 4;
    private static final int CHANGES_PER_PAGE = 500;
    private static final int VALID_SECONDS = 5;

    private final Database database;
    private final Numbers numbers;
    private transient @Nullable Connection connection;

    private JournalGaps(Database database, Numbers numbers) {
        this.database = database;
        this.numbers = numbers;
    }

    /** Version events by {@code ref_seq}. */
    public static JournalGaps versions(Database database) {
        return new JournalGaps(database, Numbers.REF_SEQ);
    }

    /** Change events by {@code seq}; the purges between them are in the journal but not on the topic. */
    public static JournalGaps changes(Database database) {
        return new JournalGaps(database, Numbers.SEQ);
    }

    @Override
    public Page read(String namespace, long after, long upTo) throws SQLException {
        Connection open = open();
        UUID id = UUID.fromString(namespace);
        return switch (numbers) {
            case REF_SEQ -> versions(open, id, after, upTo);
            case SEQ -> changes(open, id, after, upTo);
        };
    }

    private static Page versions(Connection open, UUID namespace, long after, long upTo) throws SQLException {
        List<Numbered> events = new ArrayList<>();
        long reached = after;
        for (VersionEvent event : JournalReader.versions(open, namespace, after, upTo, VERSIONS_PER_PAGE)) {
            if (event.refSeq() != reached + 1) {
                break;
            }
            reached = event.refSeq();
            events.add(Numbered.fromPostgres(namespace.toString(), reached, VersionEventCodec.encode(event)));
        }
        return new Page(events, reached);
    }

    private static Page changes(Connection open, UUID namespace, long after, long upTo) throws SQLException {
        long end = Math.min(upTo, after + CHANGES_PER_PAGE);
        if (JournalReader.count(open, namespace, after, end) != end - after) {
            return new Page(List.of(), after);
        }
        List<Numbered> events = new ArrayList<>();
        for (ChangeEvent event : JournalReader.changes(open, namespace, after, end, CHANGES_PER_PAGE)) {
            events.add(Numbered.fromPostgres(namespace.toString(), event.seq(), ChangeEventCodec.encode(event)));
        }
        return new Page(events, end);
    }

    private Connection open() throws SQLException {
        Connection current = connection;
        if (current == null || !current.isValid(VALID_SECONDS)) {
            close();
            current = database.connect();
            connection = current;
        }
        return current;
    }

    @Override
    public void close() throws SQLException {
        Connection current = connection;
        connection = null;
        if (current != null) {
            current.close();
        }
    }

    private enum Numbers {
        REF_SEQ,
        SEQ
    }
}
