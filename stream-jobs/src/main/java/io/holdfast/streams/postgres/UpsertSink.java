package io.holdfast.streams.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes the newest row of each key in batches: when enough are held, after a short time, and before every checkpoint. At least
 * once; the guard in the statement makes that enough. A server that is away fails the task, and Flink tries again with back-off.
 */
public final class UpsertSink<T, K extends Comparable<K>> implements Sink<T> {
    private static final int MOST_ROWS = 2_000;
    private static final long HOLD_MILLIS = 200;

    private final Database database;
    private final Upsert<T, K> upsert;

    public UpsertSink(Database database, Upsert<T, K> upsert) {
        this.database = database;
        this.upsert = upsert;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new Writer<>(database, upsert, context.getProcessingTimeService());
    }

    /** Lives in one task and is called by its thread alone, timers included. */
    private static final class Writer<T, K extends Comparable<K>> implements SinkWriter<T> {
        private final Database database;
        private final Upsert<T, K> upsert;
        private final ProcessingTimeService timers;
        private final SortedMap<K, T> held = new TreeMap<>();
        private @Nullable Connection connection;
        private @Nullable ScheduledFuture<?> timer;

        private Writer(Database database, Upsert<T, K> upsert, ProcessingTimeService timers) {
            this.database = database;
            this.upsert = upsert;
            this.timers = timers;
        }

        @Override
        public void write(T row, Context context) throws IOException {
            held.put(upsert.key(row), row);
            if (held.size() >= MOST_ROWS) {
                flush(false);
            } else if (timer == null) {
                timer = timers.registerTimer(timers.getCurrentProcessingTime() + HOLD_MILLIS, time -> {
                    timer = null;
                    flush(false);
                });
            }
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            if (held.isEmpty()) {
                return;
            }
            try {
                send();
            } catch (SQLException first) {
                disconnect();
                try {
                    send();
                } catch (SQLException e) {
                    e.addSuppressed(first);
                    throw new IOException("cannot write " + held.size() + " rows to " + database, e);
                }
            }
            held.clear();
        }

        private void send() throws SQLException {
            Connection open = connection;
            if (open == null) {
                open = database.connect();
                open.setAutoCommit(false);
                connection = open;
            }
            try (PreparedStatement batch = open.prepareStatement(upsert.sql())) {
                for (T row : held.values()) {
                    upsert.addTo(batch, row);
                }
                batch.executeBatch();
            }
            open.commit();
        }

        private void disconnect() {
            Connection broken = connection;
            connection = null;
            if (broken != null) {
                try {
                    broken.close();
                } catch (SQLException e) {
                    // It was broken before; the server forgets its transaction.
                }
            }
        }

        @Override
        public void close() {
            disconnect();
        }
    }
}
